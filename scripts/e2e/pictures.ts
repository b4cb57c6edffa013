import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, type Page, chromium } from '@playwright/test'
import { findChromium } from '../machine/chromium.mjs'
import { step } from '../machine/progress.mjs'
import { Refusal, runCommand } from '../machine/refusal.mjs'
import { inRoot } from '../machine/root.mjs'
import { readOptions } from '../run/options'
import { otherColors, pageTypes } from './page-types'

/** Ignored by git with everything else in data/. */
const folder = inRoot('data/pictures')
const height = 900
const widths = [320, 768, 1280]
const schemes = ['light', 'dark'] as const

/** How else a page is seen than at a width, by day and by night. */
const states: Record<string, BrowserContextOptions> = {
  'without scripts': { viewport: { width: 1280, height }, javaScriptEnabled: false },
  'forced colors': { viewport: { width: 1280, height }, forcedColors: 'active', colorScheme: 'dark' },
  'twice the size': { viewport: { width: 640, height: height / 2 }, deviceScaleFactor: 2 },
}

/** A picture that waits for its turn would be missing on a page that nobody scrolls. What sticks to the screen goes back. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' })
  for (const picture of await page.locator('img[loading=lazy]').all()) await picture.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
}

/** Takes pictures of every page type of the running site in every state, for people to look at. They are compared with nothing. */
async function takePictures(siteUrl: string): Promise<void> {
  const isUp = await fetch(siteUrl).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isUp) {
    throw new Refusal(`nothing answers at ${siteUrl}.`, 'the site is not running, or elsewhere.', 'npm start')
  }
  rmSync(folder, { recursive: true, force: true })
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])],
  })
  const pages = Object.entries({ ...pageTypes, ...otherColors })
  const take = async (state: string, options: BrowserContextOptions) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    mkdirSync(join(folder, state), { recursive: true })
    for (const [name, path] of pages) {
      await open(page, new URL(path, siteUrl).href)
      await page.screenshot({ path: join(folder, state, `${name}.png`), fullPage: true })
      if (state === '1280 light')
        await page.pdf({ path: join(folder, 'paper', `${name}.pdf`), preferCSSPageSize: true })
    }
    await context.close()
  }
  try {
    for (const width of widths) {
      for (const colorScheme of schemes) {
        await take(`${width} ${colorScheme}`, { viewport: { width, height }, colorScheme })
      }
    }
    for (const [state, options] of Object.entries(states)) await take(state, options)
  } finally {
    await browser.close()
  }
}

await runCommand(async () => {
  const { site } = readOptions()
  await step('Taking pictures of every page type', () => takePictures(site.local))
  console.log(`They are in ${folder}.`)
})
