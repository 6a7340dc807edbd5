// Keeps the app for when there is no network. A new version waits until no page of the old one is open, so an update
// never changes a running stretch.

"use strict";

const CACHE = "cramp-coach-{{ version }}";
const KEPT = {{ kept | tojson }};
const DATA = "cramp-coach-offline"; // What the page itself keeps for its country.

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT.map((it) => new Request(it, { cache: "no-cache" })))));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("cramp-coach-") && name !== CACHE && name !== DATA;
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || !KEPT.includes(pathname)) {
    return;
  }
  event.respondWith(
    caches.open(CACHE).then((cache) => cache.match(pathname)).then((kept) => kept || fetch(request)),
  );
});
