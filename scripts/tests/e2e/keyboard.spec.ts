import { paths } from 'shared-types'
import { skipToMain, stopsOf, tab, tabTo } from './focus'
import { pageTypes, unlike } from './page-types'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

// Chromium writes the 404 of a missing page to the console.
test.use({ reducedMotion: 'reduce', expectedErrors: [/status of 404 \(Not Found\)/] })

const others = Object.keys(pageTypes).filter((name) => !unlike.includes(name))

for (const width of [320, 1280]) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height: 800 } })

    test('Tab leads through the home page, from the first link to the last, always in sight', async ({
      page,
    }) => {
      await page.goto(testStack().siteUrl + paths.home())
      const stops = await stopsOf(page)
      expect(stops.length).toBeGreaterThan(30)
      for (const { number, markup } of stops) expect(await tab(page), markup).toEqual({ number, problem: '' })
      // After the last stop the focus leaves the page: there is no keyboard trap.
      expect(stops.map(({ number }) => number)).not.toContain((await tab(page)).number)
    })

    for (const { which, names, tag } of [
      { which: 'pages that are unlike others', names: unlike, tag: [] },
      { which: 'all other pages', names: others, tag: '@long' },
    ]) {
      test(
        `the first link leads to the main part, and Tab through all of that, on ${which}`,
        { tag },
        async ({ page }) => {
          for (const [name, path] of Object.entries(pageTypes).filter(([name]) => names.includes(name))) {
            await page.goto(testStack().siteUrl + path)
            await skipToMain(page)
            const stops = (await stopsOf(page)).filter(({ isInMain }) => isInMain)
            for (const { number, markup } of stops) {
              expect(await tab(page), `${name}: ${markup}`).toEqual({ number, problem: '' })
            }
          }
        },
      )
    }

    test('the menu leads to a page, which is then its current one', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.home())
      const menu = page.getByRole('navigation', { name: 'Main' })
      await tabTo(page, menu.getByRole('link', { name: 'Externships' }))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1, name: 'Externships' })).toBeVisible()
      await expect(menu.locator('[aria-current=page]')).toHaveText('Externships')
    })

    test('the course finder filters, sorts and starts over without a mouse', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.courses())
      await skipToMain(page)
      const main = page.getByRole('main')
      const rows = main.locator('tbody tr:visible')
      const whole = await rows.count()
      await tabTo(page, page.getByLabel('Where'))
      await page.keyboard.press('o')
      await expect(page).toHaveURL(/\?delivery=on\w+#main$/)
      expect(await rows.count()).toBeLessThan(whole)
      await tabTo(page, page.getByLabel('In order of'))
      await page.keyboard.press('t')
      await expect(page).toHaveURL(/&sort=price/)
      const prices = await main.locator('tbody td.num').allTextContents()
      const dollars = prices.map((price) => Number(price.replace(/\D/g, '')))
      expect(dollars).toEqual(dollars.toSorted((a, b) => a - b))

      await page.goto(`${testStack().siteUrl + paths.courses()}?delivery=online&max=1`)
      const again = page.getByRole('button', { name: /^Show all/ })
      await expect(again).toBeVisible()
      await tabTo(page, again)
      await page.keyboard.press('Enter')
      await expect(rows).toHaveCount(whole)
      await expect(page.getByLabel('Where')).toBeFocused()
    })

    test('the start finder filters and starts over without a mouse', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.startDates())
      await skipToMain(page)
      const rows = page.getByRole('main').locator('tbody tr:visible')
      const whole = await rows.count()
      await tabTo(page, page.getByLabel('When'))
      await page.keyboard.press('e')
      await tabTo(page, page.getByLabel('Only what I can still join'))
      await page.keyboard.press('Space')
      await expect(page).toHaveURL(/\?time=evenings&open=yes/)
      const found = await rows.count()
      expect(found).toBeGreaterThan(0)
      expect(found).toBeLessThan(whole)

      await page.goto(`${testStack().siteUrl + paths.startDates()}?time=weekends&delivery=online`)
      const again = page.getByRole('button', { name: /^Show all/ })
      await expect(again).toBeVisible()
      await tabTo(page, again)
      await page.keyboard.press('Enter')
      await expect(rows).toHaveCount(whole)
      await expect(page.getByLabel('Field')).toBeFocused()
    })
  })
}

for (const { width, javaScriptEnabled } of [
  { width: 320, javaScriptEnabled: false },
  { width: 1280, javaScriptEnabled: true },
]) {
  test.describe(`at ${width} px, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, () => {
    test.use({ viewport: { width, height: 800 }, javaScriptEnabled })

    test('Space takes a course out of the comparison, and brings it back', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.compare())
      const answers = page.getByRole('main').locator('td:visible', { hasText: 'wine' })
      if (width < 1024) {
        await tabTo(page, page.locator('summary', { hasText: 'Leave courses out' }))
        await page.keyboard.press('Enter')
      }
      await tabTo(page, page.getByRole('checkbox', { name: 'Phlebotomy' }))
      await page.keyboard.press('Space')
      await expect(answers).toHaveCount(0)
      await page.keyboard.press('Space')
      await expect(answers).toHaveCount(1)
    })

    test('Enter opens a question, and Space closes it', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.questions())
      // The first of each subject is open.
      const question = page.getByRole('main').locator('details').nth(1)
      const answer = question.locator('p').first()
      await expect(answer).toBeHidden()
      await tabTo(page, question.locator('summary'))
      await page.keyboard.press('Enter')
      await expect(answer).toBeVisible()
      await page.keyboard.press('Space')
      await expect(answer).toBeHidden()
    })
  })
}
