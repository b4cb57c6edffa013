import type { ClientDirective } from 'astro'

/**
 * `client:painted` hydrates an island when it is on the screen and the page has had its first paint. `client:visible` requests
 * the scripts just before the first paint, and on a slow network they delay the text.
 */
const whenPainted: ClientDirective = (load, _options, island) => {
  const screen = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    screen.disconnect()
    new PerformanceObserver((_paint, painted) => {
      painted.disconnect()
      void load().then((hydrate) => hydrate())
    }).observe({ type: 'paint', buffered: true })
  })
  // The island's own element has no box, so its children are observed.
  for (const child of island.children) screen.observe(child)
}

export default whenPainted
