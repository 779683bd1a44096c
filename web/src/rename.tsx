// The form that gives an actor another name; ``children`` are further buttons beside it.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useDecide } from "./world";

export function Rename({ of, name, children }: { of: string; name: string; children?: ComponentChildren }) {
  const decide = useDecide();
  const [called, setCalled] = useState(name);
  const rename = (e: Event) => {
    e.preventDefault();
    void decide({ kind: "rename", key: of, name: called });
  };
  return (
    <form onSubmit={rename}>
      <label class="field">
        <span>Name</span>
        <input name="name" value={called} onInput={(e) => setCalled(e.currentTarget.value)} />
      </label>
      <button type="submit" class="main">
        Rename
      </button>
      {children}
    </form>
  );
}
