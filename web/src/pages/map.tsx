import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import type { FeatureCollection } from "geojson";
import { useEffect, useMemo, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { Link } from "wouter-preact";
import type { Places } from "../api";
import Chart, { colours, echarts, type ChartOption } from "../chart";
import { Loaded, useLoad } from "../data";
import { ActorField, Between, Choice, Filters, QUADS, useFilters } from "../filters";
import { isNarrow } from "../report/arrive";
import { Export, Head, plural, signed, Tone, type Drawing } from "../parts";
import { SortHead, sorted, useSorting } from "../sorting";
import { calm, useName, useWorld } from "../world";

const ANTARCTICA = "010";
const LISTED = 100; // places
type MapInput = Parameters<typeof echarts.registerMap>[1];

async function draw(codes: Map<string, string>) {
  const loaded = await import("world-atlas/countries-110m.json");
  const atlas = loaded.default as unknown as Topology<{ countries: GeometryCollection<{ name: string }> }>;
  // Degrees again, but cut where the map ends: Russia and Fiji lie on both of its edges.
  const flat = geoEquirectangular()
    .scale(180 / Math.PI)
    .translate([0, 0])
    .reflectY(true)
    .precision(0);
  const countries: FeatureCollection<GeoJSON.Geometry, { name: string }> = feature(atlas, atlas.objects.countries);
  const shapes = geoProject(countries, flat);
  for (const one of shapes.features) one.properties.name = codes.get(String(one.id)) ?? one.properties.name;
  shapes.features = shapes.features.filter((one) => one.id !== ANTARCTICA);
  echarts.registerMap("world", shapes as unknown as MapInput);
}

export default function MapPage() {
  const [held, set] = useFilters();
  const name = useName();
  const { countries } = useWorld();
  const [ready, setReady] = useState(false);
  const [drawing, keep] = useState<Drawing | null>(null);
  const days = {
    quad: held.get("quad"),
    since: held.get("since"),
    until: held.get("until"),
    said: held.get("said"),
  };
  const actor = held.get("actor") ?? "";
  const found = useLoad<Places>("/map", { actor, ...days });
  useEffect(() => {
    if (!countries.size) return;
    void draw(new Map([...countries.values()].map((c) => [c.numeric, c.code]))).then(() => setReady(true));
  }, [countries]);
  const option = useMemo(() => drawn(found.data, name), [found.data, name]);
  const [sorting, sort] = useSorting("-events");
  const rows = sorted([...(found.data?.countries ?? []), ...(found.data?.places ?? [])], sorting, {
    place: (s) => (s.place ? `${s.place}, ` : "") + name(s.country ?? ""),
    events: (s) => s.events,
    intensity: (s) => s.intensity,
  });
  const lead = found.data && (
    <>
      Where events happened: {found.data.placed.toLocaleString("en")} of {found.data.total.toLocaleString("en")} events
      have a place
      {found.data.inferred > 0 && (
        <>
          , {found.data.inferred.toLocaleString("en")} of them one that is inferred from the report and not named for
          the event
        </>
      )}
      . Countries by mean intensity, fainter where few events stand behind it; places by number of events.
    </>
  );
  return (
    <>
      <Head title="Map" lead={lead}>
        <Export name="map" what="map" params={{ actor: actor ? [actor] : [], ...days }} drawing={drawing} />
      </Head>
      <Filters held={held}>
        <ActorField name="actor" label="Actor" value={actor} set={(v) => set({ actor: v })} />
        <Choice name="quad" label="Class" value={days.quad ?? ""} options={QUADS} set={(v) => set({ quad: v })} />
        <Choice
          name="said"
          label="Place"
          value={days.said ?? ""}
          options={[
            ["", "named or inferred"],
            ["true", "named"],
          ]}
          set={(v) => set({ said: v })}
        />
        <Between held={held} set={set} />
      </Filters>
      <Loaded of={found}>
        {ready && (
          <Chart
            option={option}
            height={isNarrow() ? 260 : 520}
            title="Where events happened"
            label="Map of events; the table below gives the same"
            keep={keep}
            onPick={(p) => p.seriesType === "map" && p.data && set({ actor: p.name })}
          />
        )}
        <div class="scroll stack" tabIndex={0} role="region" aria-label="Places">
          <table>
            <thead>
              <tr>
                <SortHead by="place" now={sorting} set={sort}>
                  Place
                </SortHead>
                <SortHead by="events" now={sorting} set={sort} number>
                  Events
                </SortHead>
                <th scope="col" class="number">
                  Share
                </th>
                <SortHead by="intensity" now={sorting} set={sort} number>
                  Intensity
                </SortHead>
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, LISTED).map((s, i) => (
                <tr key={i}>
                  <th scope="row">
                    <Link href={`/timeline?actor=${s.country ?? ""}`}>
                      {s.place && (
                        <>
                          <bdi>{calm(s.place)}</bdi>,{" "}
                        </>
                      )}
                      {name(s.country ?? "?")}
                    </Link>
                  </th>
                  <td class="number" data-label="events">
                    {s.events}
                  </td>
                  <td class="number" data-label="share">
                    {Math.round((100 * s.events) / Math.max(1, found.data!.placed))} %
                  </td>
                  <td class="number" data-label="intensity">
                    <Tone value={s.intensity} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Loaded>
    </>
  );
}

const FIRM = 10; // events from which a country's colour is shown in full

function drawn(found: Places | null, name: (code: string) => string): ChartOption {
  const c = colours();
  return {
    tooltip: {
      formatter: (all) => {
        const p = Array.isArray(all) ? all[0] : all;
        const data = p.data as { name: string; value: number; events: number; tone: number } | undefined;
        if (!data) return name(p.name);
        const [where, tone] = p.seriesType === "scatter" ? [calm(data.name), data.tone] : [name(p.name), data.value];
        return `${where}\n${plural(data.events, "event")}, ${signed(tone)}`;
      },
    },
    visualMap: {
      type: "continuous",
      min: -10,
      max: 10,
      seriesIndex: 0,
      calculable: false,
      orient: "horizontal",
      itemHeight: 120,
      itemWidth: 12,
      left: 8,
      bottom: 4,
      text: ["cooperation", "conflict"],
      textStyle: { color: c.ink },
      inRange: { color: ["#b5403a", "#e8d9c5", "#2a7f62"] },
    },
    geo: {
      map: "world",
      roam: true,
      itemStyle: { areaColor: c.card, borderColor: c.quiet, borderWidth: 0.4 },
      emphasis: { itemStyle: { areaColor: c.line }, label: { show: false } },
      left: 8,
      right: 8,
      top: 8,
      bottom: 40,
      preserveAspect: true, // all of the world, however narrow the page is
    },
    series: [
      {
        type: "map",
        map: "world",
        geoIndex: 0,
        data: (found?.countries ?? []).map((s) => ({
          name: s.country ?? "",
          value: s.intensity,
          events: s.events,
          itemStyle: { opacity: 0.3 + 0.7 * Math.min(1, s.events / FIRM) },
        })),
      },
      {
        type: "scatter",
        coordinateSystem: "geo",
        data: (found?.places ?? []).map((s) => ({
          name: s.place ?? "",
          value: [s.longitude ?? 0, s.latitude ?? 0],
          events: s.events,
          tone: s.intensity,
          symbolSize: 6 + Math.min(22, 3 * Math.sqrt(s.events)),
        })),
        itemStyle: { color: c.accent, opacity: 0.75, borderColor: c.paper },
      },
    ],
  };
}
