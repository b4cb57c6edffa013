import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { findChromium } from '../machine/chromium.mjs'
import { step } from '../machine/progress.mjs'
import { runCommand } from '../machine/refusal.mjs'
import { buildCms, cmsToBuild } from '../run/cms'
import { stopAll, stopAllOnSignal } from '../run/processes'
import { startSchool } from './running-school'
import { type Row, tableOf } from './table'
import {
  type PageFigures,
  type PageType,
  budgetMisses,
  kilobytes,
  pageTypes,
  transferOf,
} from './web-budgets'
import { type PageLoad, loadPage } from './web-transfer'

/**
 * What each type of page costs a visitor on a phone with an empty cache: the sample school, served compressed by our own
 * server. `--url http://localhost:4321` measures a sample school that runs already.
 */
async function benchWeb(url: string | undefined): Promise<void> {
  if (url) return print(await measure(url.replace(/\/+$/, '')))
  const fingerprint = cmsToBuild()
  if (fingerprint) await step('Building the CMS, because its files have changed', () => buildCms(fingerprint))
  const school = await step('Starting the sample school', () => startSchool(0))
  try {
    print(await measure(school.siteUrl))
  } finally {
    await step('Stopping it', school.stop)
  }
}

type Measured = readonly { page: PageType; load: PageLoad }[]

async function measure(siteUrl: string): Promise<Measured> {
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic'],
  })
  try {
    return await step(`Loading ${pageTypes.length} types of page`, async () => {
      const measured: { page: PageType; load: PageLoad }[] = []
      for (const page of pageTypes)
        measured.push({ page, load: await loadPage(browser, siteUrl + page.path) })
      return measured
    })
  } finally {
    await browser.close()
  }
}

function print(measured: Measured): void {
  const head: Row = [
    'kB over the line',
    ...['at first', 'in all', 'requests', 'HTML', 'CSS', 'fonts', 'script', 'pictures', 'other'],
    'over its budget',
  ]
  const rows = measured.map(({ page, load }): Row => [page.name, ...cells(load), misses(page, load.whole)])
  console.log(`\n${tableOf(head, rows)}\n`)
  console.log(
    'Budgets: HTML 14, CSS 14, fonts 75, no script where there is no island, nothing from other sites;\n' +
      'in all 400 for the home page, 300 for a course. “At first” is before anybody scrolls.',
  )
}

function cells({ first, whole }: PageLoad): string[] {
  const { requests, html, css, fonts, js, images, other } = whole
  return [
    kilobytes(transferOf(first)),
    kilobytes(transferOf(whole)),
    String(requests),
    ...[html, css, fonts, js, images, other].map(kilobytes),
  ]
}

const misses = (page: PageType, figures: PageFigures): string => budgetMisses(page, figures).join(', ')

stopAllOnSignal()
await runCommand(async () => {
  const { values } = parseArgs({ options: { url: { type: 'string' } } })
  try {
    await benchWeb(values.url)
  } finally {
    await stopAll()
  }
})
process.exit()
