// How far what a list shows can be trusted: as measured on annotated reports, and as users found it here.
import type { Checked, Checks } from "./api";
import { useLoad } from "./data";
import { plural } from "./parts";
import { Link } from "wouter-preact";

const NAMES: Record<Checked, [string, string]> = {
  event: ["event", "type and both sides"],
  attribution: ["attribution", "source and content"],
  commitment: ["commitment", "who makes it"],
  stance: ["position", "whose it is and on what"],
};
const share = (part: number) => `${Math.round(part * 100)} %`;

export function Trust({ of }: { of: Checked }) {
  const found = useLoad<Checks[]>("/checked").data?.find((one) => one.of === of);
  if (!found) return null;
  const [name, what] = NAMES[of];
  const seen = found.right + found.wrong;
  return (
    <p class="quiet small trust">
      Read by a machine: on annotated reports about {share(found.measured)} of {name}s are right in {what}. Here{" "}
      {seen ? (
        <>
          {share(found.right / seen)} of {plural(seen, `checked ${name}`)} were right
        </>
      ) : (
        "none was checked yet"
      )}
      {": "}
      <Link href={`/review?of=${of}`}>review</Link>.
    </p>
  );
}
