import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, type Locator, type Page, chromium } from '@playwright/test'
import sharp from 'sharp'
import { findChromium } from '../../bootstrap/chromium.mjs'
import { step } from '../../bootstrap/progress.mjs'
import { Refusal, runCommand } from '../../bootstrap/refusal.mjs'
import { inRoot } from '../../bootstrap/root.mjs'
import { readOptions } from '../../dev/options'
import { foldedPages, otherPages, pageTypes, usedPages } from './page-types'

/** Ignored by git with everything else in data/. */
const folder = inRoot('data/pictures')
const height = 900
const widths = [320, 768, 1280]
const schemes = ['light', 'dark'] as const

/** Further states, besides the widths in light and dark. */
const states: Record<string, BrowserContextOptions> = {
  'without scripts': { viewport: { width: 1280, height }, javaScriptEnabled: false },
  'forced colors': { viewport: { width: 1280, height }, forcedColors: 'active', colorScheme: 'dark' },
  'twice the size': { viewport: { width: 640, height: height / 2 }, deviceScaleFactor: 2 },
}

/** Opens a page, loads its lazy pictures by scrolling to each, and scrolls back to the top, so that sticky parts are in place. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'load' })
  for (const picture of await page.locator('img[loading=lazy]').all()) await picture.scrollIntoViewIfNeeded()
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }))
}

const unfold = (part: Locator) => part.evaluate((details) => details.setAttribute('open', ''))

/** Opens a browser for pictures of the running site. */
async function withBrowser(
  siteUrl: string,
  take: (browser: Browser, siteUrl: string) => Promise<void>,
): Promise<void> {
  const isUp = await fetch(siteUrl).then(
    ({ ok }) => ok,
    () => false,
  )
  if (!isUp) {
    throw new Refusal(`nothing answers at ${siteUrl}.`, 'the site is not running, or elsewhere.', 'npm start')
  }
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])],
  })
  try {
    await take(browser, siteUrl)
  } finally {
    await browser.close()
  }
}

/** Takes pictures of every page type in every state, for people to look at. No test compares them. */
async function takePictures(browser: Browser, siteUrl: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  const pages = Object.entries({ ...pageTypes, ...otherPages, ...usedPages, ...foldedPages })
  const take = async (state: string, options: BrowserContextOptions) => {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    mkdirSync(join(folder, state), { recursive: true })
    for (const [name, path] of pages) {
      await open(page, new URL(path, siteUrl).href)
      if (name in foldedPages) for (const part of await page.locator('main details').all()) await unfold(part)
      await page.screenshot({ path: join(folder, state, `${name}.png`), fullPage: true })
      if (state === '1280 light')
        await page.pdf({ path: join(folder, 'paper', `${name}.pdf`), preferCSSPageSize: true })
    }
    await context.close()
  }
  for (const width of widths) {
    for (const colorScheme of schemes) {
      await take(`${width} ${colorScheme}`, { viewport: { width, height }, colorScheme })
    }
  }
  for (const [state, options] of Object.entries(states)) await take(state, options)
}

/** The pages in the README's pictures, which are small and have a palette. */
const readmePages = { home: pageTypes.home, course: pageTypes.course, post: pageTypes.post }

async function takeReadmePictures(browser: Browser, siteUrl: string): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 820 }, colorScheme: 'light' })
  const page = await context.newPage()
  for (const [name, path] of Object.entries(readmePages)) {
    await open(page, new URL(path, siteUrl).href)
    const picture = sharp(await page.screenshot()).resize({ width: 960 })
    await picture.png({ palette: true, effort: 10 }).toFile(inRoot(`docs/${name}.png`))
  }
  await context.close()
}

await runCommand(async () => {
  const { site } = readOptions()
  if (process.argv[2] === 'readme') {
    await step('Taking the pictures of the README', () => withBrowser(site.local, takeReadmePictures))
    return
  }
  await step('Taking pictures of every page type', () => withBrowser(site.local, takePictures))
  console.log(`They are in ${folder}.`)
})
