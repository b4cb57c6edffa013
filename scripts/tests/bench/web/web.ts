import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../../../bootstrap/chromium.mjs'
import { step } from '../../../bootstrap/progress.mjs'
import { runCommand } from '../../../bootstrap/refusal.mjs'
import { buildCms, cmsToBuild } from '../../../dev/cms'
import { stopAll, stopAllOnSignal } from '../../../dev/processes'
import { startBenchStack } from '../stack/bench-stack'
import { accessPart } from './access'
import { layoutPart } from './layout'
import { lighthousePart } from './lighthouse'
import { type PartName, type WebOptions, webOptions } from './options'
import { type Findings, type WebPart, reportOf } from './part'
import { readingPart } from './reading'
import { transferPart } from './transfer'

/**
 * Measures each page type against the budgets of the design: the sample school, served compressed by the project's web server.
 * `--url http://localhost:4321` measures a site with the sample school that runs already.
 */
async function benchWeb(options: WebOptions): Promise<void> {
  if (options.url) return measure(options, options.url)
  const fingerprint = cmsToBuild()
  if (fingerprint) await step('Building the CMS, because its files have changed', () => buildCms(fingerprint))
  const stack = await step('Starting the sample school', () => startBenchStack(0))
  try {
    await measure(options, stack.siteUrl)
  } finally {
    await step('Stopping it', stack.stop)
  }
}

async function measure(options: WebOptions, siteUrl: string): Promise<void> {
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic'],
  })
  try {
    const parts = partsIn(browser, options.runs)
    for (const name of options.only) await measurePart(parts[name], options, siteUrl)
  } finally {
    await browser.close()
  }
}

const partsIn = (browser: Browser, runs: number): Record<PartName, WebPart> => ({
  bytes: transferPart(browser),
  layout: layoutPart(browser),
  access: accessPart(browser),
  reading: readingPart(browser),
  lighthouse: lighthousePart(runs),
})

/** Measures one part on every page, then prints its table. */
async function measurePart(part: WebPart, { pages }: WebOptions, siteUrl: string): Promise<void> {
  const chosen = pages.filter((page) => part.isFor?.(page) ?? true)
  const measured: (Findings & { name: string })[] = []
  await step(`${part.title}: ${chosen.length} pages`, async () => {
    for (const page of chosen) {
      measured.push({ name: page.name, ...(await part.measure(page, siteUrl + page.path)) })
      console.log(`    ${measured.length} of ${chosen.length}: ${page.name}`)
    }
  })
  console.log(`\n${reportOf(part, measured)}\n`)
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    await benchWeb(webOptions(process.argv.slice(2)))
  } finally {
    await stopAll()
  }
})
process.exit()
