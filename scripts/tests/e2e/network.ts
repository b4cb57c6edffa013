import type { Page } from '@playwright/test'

/** Holds back the site's scripts until the returned function is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  let letScriptsCome = () => {}
  const scriptsCome = new Promise<void>((resolve) => (letScriptsCome = resolve))
  await page.route('**/_astro/*.js', async (route) => {
    await scriptsCome
    await route.continue()
  })
  return letScriptsCome
}

/** Lighthouse's slow phone: 1.6 Mbit/s, 150 ms round trip. Throughput is in bytes per second. */
const slowPhone = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

/** Puts the page on a slow network with an empty cache, so that fonts load after the text. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Network.emulateNetworkConditions', slowPhone)
}
