// Streets behind the map, for who asks for them. Without this script, or without the pictures, the drawing says everything.
(() => {
  const asked = document.getElementById("streets");
  const drawing = document.querySelector("svg.map");
  if (!asked || !drawing) return;
  const {tiles, credit, js, css} = asked.dataset;
  const add = (name, values) => document.head.appendChild(Object.assign(document.createElement(name), values));
  const discs = [...drawing.querySelectorAll("a[data-lat]")];
  const draw = () => {
    const box = document.createElement("div");
    box.className = "streets";
    box.setAttribute("role", "application");  // it takes the arrow keys for itself while it has the focus
    box.setAttribute("aria-labelledby", "map-title");
    drawing.after(box);
    drawing.remove();
    asked.hidden = true;
    const map = L.map(box, {fadeAnimation: false, zoomAnimation: false, markerZoomAnimation: false, inertia: false, zoomControl: false});
    const [near, far] = [asked.dataset.in, asked.dataset.out];
    L.control.zoom({zoomInText: near, zoomInTitle: near, zoomOutText: far, zoomOutTitle: far}).addTo(map);
    L.tileLayer(tiles, {maxZoom: 18}).addTo(map);
    map.attributionControl.setPrefix(false);
    const words = document.createElement("span");
    words.textContent = credit;
    map.attributionControl.addAttribution(words.innerHTML);
    const at = disc => [+disc.dataset.lat, +disc.dataset.lon];
    map.fitBounds(L.latLngBounds(discs.map(at)).pad(.2), {maxZoom: 15});  // first: a mark has no element before there is a view
    for (const disc of discs) {
      const said = disc.querySelector("text").textContent;
      const icon = L.divIcon({className: "disc-on-map", html: said, iconSize: [44, 44]});
      const mark = L.marker(at(disc), {icon}).addTo(map);
      mark.getElement().setAttribute("aria-label", disc.getAttribute("aria-label"));
      const open = () => { location.hash = disc.getAttribute("href"); };
      mark.on("click", open).on("keypress", event => event.originalEvent.key === "Enter" && open());
    }
    box.addEventListener("keydown", event => {
      if (event.key === "Escape") document.getElementById("map").focus();
    });
    box.focus();
  };
  asked.hidden = false;
  asked.querySelector("button").addEventListener("click", () => {
    add("link", {rel: "stylesheet", href: css, onload: () => add("script", {src: js, onload: draw})});
  });
})();
