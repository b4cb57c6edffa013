import type { Browser, CDPSession } from '@playwright/test'
import { type PageFigures, budgetMisses, kilobytes, transferOf } from './budgets'
import type { WebPart } from './part'
import { scrollThrough } from './scroll'

interface PageLoad {
  /** When the network is idle, before any scrolling. */
  first: PageFigures
  /** After a scroll to the end: with lazy pictures and visible islands. */
  whole: PageFigures
}

/** A phone: the pictures that it loads depend on its width and pixel density. */
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** Measures the bytes of each page type for a visitor on a phone with an empty cache. */
export const transferPart = (browser: Browser): WebPart => ({
  title: 'kB over the line',
  columns: ['at first', 'in all', 'requests', 'HTML', 'CSS', 'fonts', 'script', 'pictures', 'other'],
  aim:
    'HTML 14, CSS 14, fonts 75, no script where there is no island, nothing from other sites; in all 400 for the home ' +
    'page, 300 for a course. “At first” is before any scrolling.',
  measure: async (page, url) => {
    const { first, whole } = await loadPage(browser, url, page.isMissing ? 404 : 200)
    const { requests, html, css, fonts, js, images, other } = whole
    return {
      cells: [
        kilobytes(transferOf(first)),
        kilobytes(transferOf(whole)),
        String(requests),
        ...[html, css, fonts, js, images, other].map(kilobytes),
      ],
      misses: budgetMisses(page, whole),
    }
  },
})

/** The bytes that a browser with an empty cache fetches for a page, as the browser counts them. */
async function loadPage(browser: Browser, url: string, status: number): Promise<PageLoad> {
  const context = await browser.newContext(phone)
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const counted = await countTransfers(session, new URL(url).origin)
    const response = await page.goto(url, { waitUntil: 'networkidle' })
    if (response?.status() !== status) throw new Error(`${url} answered ${response?.status() ?? 'nothing'}.`)
    const first = counted()
    await scrollThrough(page)
    await page.waitForLoadState('networkidle')
    await page.waitForTimeout(300)
    return { first, whole: counted() }
  } finally {
    await context.close()
  }
}

type Kind = Exclude<keyof PageFigures, 'requests' | 'elsewhere'>

const kinds: Record<string, Kind> = {
  Document: 'html',
  Stylesheet: 'css',
  Script: 'js',
  Font: 'fonts',
  Image: 'images',
}

async function countTransfers(session: CDPSession, origin: string): Promise<() => PageFigures> {
  const started = new Map<string, Kind>()
  const figures = { html: 0, css: 0, js: 0, fonts: 0, images: 0, other: 0, requests: 0, elsewhere: 0 }
  session.on('Network.requestWillBeSent', ({ requestId, request, type }) => {
    if (!/^https?:/.test(request.url) || started.has(requestId)) return
    started.set(requestId, kinds[type ?? ''] ?? 'other')
    figures.requests++
    if (new URL(request.url).origin !== origin) figures.elsewhere++
  })
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = started.get(requestId)
    if (kind) figures[kind] += encodedDataLength
  })
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  return () => ({ ...figures })
}
