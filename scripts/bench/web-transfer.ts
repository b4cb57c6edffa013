import type { Browser, CDPSession } from '@playwright/test'
import type { PageFigures } from './web-budgets'

export interface PageLoad {
  /** When the page has come to rest, before anybody scrolls. */
  first: PageFigures
  /** After a scroll to the end: with pictures and islands that load when they are seen. */
  whole: PageFigures
}

/** A phone: what comes of pictures depends on its width and density. */
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** What a browser with an empty cache fetches for a page, as the browser itself counts it. */
export async function loadPage(browser: Browser, url: string): Promise<PageLoad> {
  const context = await browser.newContext(phone)
  try {
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    const counted = await countTransfers(session, new URL(url).origin)
    const response = await page.goto(url, { waitUntil: 'networkidle' })
    if (!response?.ok()) throw new Error(`${url} answered ${response?.status() ?? 'nothing'}.`)
    const first = counted()
    await page.evaluate(async () => {
      for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
        scrollTo({ top, behavior: 'instant' })
        await new Promise((resolve) => setTimeout(resolve, 30))
      }
    })
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
