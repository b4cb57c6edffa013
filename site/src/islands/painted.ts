import type { ClientDirective } from 'astro'

/**
 * `client:painted`: when the island is on the screen, and what the page shows without a script has been painted. With
 * `client:visible` the scripts would be asked for a moment before the first paint, and on a slow network take their share of
 * it from the text.
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
  // The island itself takes no place on the screen.
  for (const child of island.children) screen.observe(child)
}

export default whenPainted
