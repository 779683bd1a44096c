import { useEffect, useMemo, useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { geoEquirectangular } from "d3-geo";
import { geoProject } from "d3-geo-projection";
import { feature } from "topojson-client";
import type { Spot } from "../api";
import { Between, Choice, Export, Field, Head, Loaded, QUADS, Tone, type Drawing, calm, signed, useCode, useFilters, useLoad, useName, useWorld } from "../parts";
import Chart, { colours, echarts } from "../chart";

export default function MapPage() {
  const [held, set] = useFilters();
  const code = useCode();
  const name = useName();
  const { countries } = useWorld();
  const [ready, setReady] = useState(false);
  const [drawing, keep] = useState<Drawing | null>(null);
  const found = useLoad<{ countries: Spot[]; places: Spot[] }>("/map", { actor: code(held.get("actor") ?? ""), quad: held.get("quad"), since: held.get("since"), until: held.get("until") });
  useEffect(() => {
    if (!countries.size) return;
    const codes = new Map([...countries.values()].map((c) => [c.numeric, c.code]));
    import("world-atlas/countries-110m.json").then(({ default: atlas }: any) => {
      // Degrees again, but cut where the map ends: Russia and Fiji lie on both of its edges.
      const flat = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).reflectY(true).precision(0);
      const shapes: any = geoProject(feature(atlas, atlas.objects.countries), flat);
      for (const one of shapes.features) one.properties.name = codes.get(String(one.id)) ?? one.properties.name;
      shapes.features = shapes.features.filter((one: any) => one.id !== "010");
      echarts.registerMap("world", shapes);
      setReady(true);
    });
  }, [countries]);
  const option = useMemo(() => {
    const c = colours();
    const rows = found.data?.countries ?? [];
    return {
      tooltip: { formatter: (p: any) => (p.seriesType === "scatter" ? `${calm(p.data.name)}\n${p.data.events} events, ${signed(p.data.tone)}` : p.data ? `${name(p.name)}\n${p.data.events} events, ${signed(p.data.value)}` : name(p.name)) },
      visualMap: { type: "continuous", min: -10, max: 10, seriesIndex: 0, calculable: false, orient: "horizontal", itemHeight: 120, itemWidth: 12, left: 8, bottom: 4, text: ["cooperation", "conflict"], textStyle: { color: c.ink }, inRange: { color: ["#b5403a", "#e8d9c5", "#2a7f62"] } },
      geo: { map: "world", roam: true, itemStyle: { areaColor: c.card, borderColor: c.quiet, borderWidth: 0.4 }, emphasis: { itemStyle: { areaColor: c.line }, label: { show: false } }, top: 8, bottom: 40 },
      series: [
        { type: "map", geoIndex: 0, data: rows.map((s) => ({ name: s.country, value: s.intensity, events: s.events })) },
        { type: "scatter", coordinateSystem: "geo", data: (found.data?.places ?? []).map((s) => ({ name: s.place, value: [s.longitude, s.latitude], events: s.events, tone: s.intensity, symbolSize: 6 + Math.min(22, 3 * Math.sqrt(s.events)) })), itemStyle: { color: c.accent, opacity: 0.75, borderColor: c.paper } },
      ],
    };
  }, [found.data, name]);
  const rows = [...(found.data?.countries ?? []), ...(found.data?.places ?? [])];
  return (
    <>
      <Head title="Map" lead="Where events happened: countries by mean intensity, places by number of events."><Export name="map" rows={rows} drawing={drawing} /></Head>
      <form class="filters" role="search" onSubmit={(e) => e.preventDefault()}>
        <Field name="actor" label="Actor" list="countries" value={held.get("actor") ?? ""} set={(v) => set({ actor: v })} />
        <Choice name="quad" label="Class" value={held.get("quad") ?? ""} options={QUADS} set={(v) => set({ quad: v })} />
        <Between held={held} set={set} />
      </form>
      <Loaded of={found}>
        {ready && <Chart option={option} height={520} label="Map of events; the table below gives the same" keep={keep} onPick={(p) => p.seriesType === "map" && p.data && set({ actor: name(p.name) })} />}
        <div class="scroll" tabIndex={0} role="region" aria-label="Places"><table><thead><tr><th scope="col">Place</th><th scope="col" class="number">Events</th><th scope="col">Intensity</th></tr></thead>
          <tbody>{rows.slice(0, 100).map((s, i) => <tr key={i}><th scope="row"><Link href={`/timeline?actor=${s.country ?? ""}`}>{s.place && <><bdi>{calm(s.place)}</bdi>, </>}{name(s.country ?? "?")}</Link></th><td class="number">{s.events}</td><td><Tone value={s.intensity} /></td></tr>)}</tbody></table></div>
      </Loaded>
    </>
  );
}
