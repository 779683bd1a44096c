declare module "d3-geo-projection" {
  import type { GeoProjection } from "d3-geo";
  export function geoProject<T extends object>(object: T, projection: GeoProjection): T;
}
