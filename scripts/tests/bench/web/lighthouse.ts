import { launch } from 'chrome-launcher'
import lighthouse, { type Config, type Result, desktopConfig } from 'lighthouse'
import { findChromium } from '../../../bootstrap/chromium.mjs'
import { categories, scoresOf } from './lighthouse-scores'
import type { Part } from './part'

/** Lighthouse's own two: a middling phone on a slow network, which is its default, and a desk. */
const devices: readonly [name: string, config: Config | undefined][] = [
  ['phone', undefined],
  ['desk', desktopConfig],
]
const short = ['perf', 'a11y', 'best', 'seo']

/** What Lighthouse gives each page, on a phone and on a desk, as the median of some runs. */
export const lighthousePart = (runs: number): Part => ({
  title: 'Lighthouse',
  columns: devices.flatMap(([device]) => short.map((category) => `${device} ${category}`)),
  aim: `100 in all four categories; the median of ${runs}.`,
  // It judges no page that answers 404.
  isFor: ({ isMissing }) => !isMissing,
  measure: async ({ isUnlisted }, url) => {
    const cells: string[] = []
    const misses: string[] = []
    for (const [device, config] of devices) {
      const results: Result[] = []
      for (let run = 0; run < runs; run++) results.push(await judge(url, config, isUnlisted))
      const { scores, losses } = scoresOf(results)
      cells.push(...scores.map(String))
      misses.push(...losses.map((loss) => `${device}, ${loss}`))
    }
    return { cells, misses }
  },
})

/** In a browser of its own, so that no run finds anything of the one before. */
async function judge(url: string, config: Config | undefined, isUnlisted = false): Promise<Result> {
  const isRoot = process.getuid?.() === 0
  const chrome = await launch({
    chromePath: findChromium(),
    chromeFlags: ['--headless=new', '--disable-gpu', '--disable-quic', ...(isRoot ? ['--no-sandbox'] : [])],
    handleSIGINT: false,
  })
  try {
    // That it is left out on purpose is no fault.
    const skipAudits = isUnlisted ? ['is-crawlable'] : []
    const flags = {
      ...{ port: chrome.port, onlyCategories: [...categories], skipAudits },
      logLevel: 'silent' as const,
    }
    const answer = await lighthouse(url, flags, config)
    if (!answer) throw new Error(`Lighthouse said nothing about ${url}.`)
    return answer.lhr
  } finally {
    chrome.kill()
  }
}
