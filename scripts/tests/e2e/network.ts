import type { Page } from '@playwright/test'

/** Lets no script of the site come to the page until the function that it gives is called. */
export async function holdScripts(page: Page): Promise<() => void> {
  let letScriptsCome = () => {}
  const scriptsCome = new Promise<void>((resolve) => (letScriptsCome = resolve))
  await page.route('**/_astro/*.js', async (route) => {
    await scriptsCome
    await route.continue()
  })
  return letScriptsCome
}

/** Lighthouse's slow phone: 1.6 megabits a second, 150 ms there and back. In bytes a second. */
const slowPhone = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }

/** From now on the page is on a slow phone that has nothing of the site: fonts come after the text. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.clearBrowserCache')
  await session.send('Network.emulateNetworkConditions', slowPhone)
}
