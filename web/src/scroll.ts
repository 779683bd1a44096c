// Where pages were scrolled to: a page that is gone back to is shown where it was left, any other from its top.
const KEPT = "dragoman-scroll";
const WAIT = 3000; // ms that a list has to grow back to its length

function kept(): Record<string, number> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Record<string, number>;
  } catch {
    return {};
  }
}

const here = () => location.pathname + location.search;

export function keepScroll(): void {
  history.scrollRestoration = "manual";
  let address = here();
  let path = location.pathname;
  let restoring = 0;
  const places = kept();
  const note = () => {
    if (restoring) return;
    places[address] = scrollY;
    sessionStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(Object.entries(places).slice(-100))));
  };
  let timer = 0;
  addEventListener("scroll", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(note, 80);
  });
  // Before the page of the new address is drawn: what it scrolls to itself must not be undone.
  addEventListener("pushState", () => {
    window.clearTimeout(timer);
    window.cancelAnimationFrame(restoring);
    restoring = 0;
    if (location.pathname !== path) window.scrollTo(0, 0);
    address = here();
    path = location.pathname;
  });
  addEventListener("replaceState", () => {
    address = here();
    path = location.pathname;
  });
  addEventListener("popstate", () => {
    window.clearTimeout(timer);
    address = here();
    path = location.pathname;
    const wanted = places[address] ?? 0;
    const until = performance.now() + WAIT;
    const step = () => {
      window.scrollTo(0, wanted);
      const done = Math.abs(scrollY - wanted) < 2 || performance.now() > until;
      restoring = done ? 0 : requestAnimationFrame(step);
    };
    window.cancelAnimationFrame(restoring);
    restoring = requestAnimationFrame(step);
  });
  // Whoever scrolls meanwhile has decided where to be.
  for (const event of ["wheel", "touchstart", "keydown"]) {
    addEventListener(event, () => {
      window.cancelAnimationFrame(restoring);
      restoring = 0;
    });
  }
}
