import { launch } from 'chrome-launcher'
import lighthouse, { type Config, type Result, desktopConfig } from 'lighthouse'
import { findChromium } from '../../../bootstrap/chromium.mjs'
import { lighthouseCategories, scoresOf } from './lighthouse-scores'
import type { WebPart } from './part'

/** Lighthouse's own two: its default, a mid-range phone on a slow network, and a desktop. */
const devices: readonly [name: string, config: Config | undefined][] = [
  ['phone', undefined],
  ['desk', desktopConfig],
]
const short = ['perf', 'a11y', 'best', 'seo']

/** Lighthouse's scores of each page, on a phone and on a desktop, as the median of several runs. */
export const lighthousePart = (runs: number): WebPart => ({
  title: 'Lighthouse',
  columns: devices.flatMap(([device]) => short.map((category) => `${device} ${category}`)),
  aim: `100 in all four categories; the median of ${runs}.`,
  // Lighthouse refuses pages that answer 404.
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

/** One run, in a new browser, so that its cache is empty. */
async function judge(url: string, config: Config | undefined, isUnlisted = false): Promise<Result> {
  const isRoot = process.getuid?.() === 0
  const chrome = await launch({
    chromePath: findChromium(),
    chromeFlags: ['--headless=new', '--disable-gpu', '--disable-quic', ...(isRoot ? ['--no-sandbox'] : [])],
    handleSIGINT: false,
  })
  try {
    // The page has noindex on purpose.
    const skipAudits = isUnlisted ? ['is-crawlable'] : []
    const flags = {
      ...{ port: chrome.port, onlyCategories: [...lighthouseCategories], skipAudits },
      logLevel: 'silent' as const,
    }
    const answer = await lighthouse(url, flags, config)
    if (!answer) throw new Error(`Lighthouse returned no result for ${url}.`)
    return answer.lhr
  } finally {
    chrome.kill()
  }
}
