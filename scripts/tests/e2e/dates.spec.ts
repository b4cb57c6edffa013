import type { Page } from '@playwright/test'
import { paths } from 'shared-types'
import { readBuilt } from './built-site'
import { holdScripts } from './network'
import { expect, test } from './quiet-page'
import { testStack } from './test-stack'

/** All text that a screen reader finds, including counters that only the style sheet makes. */
async function textOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  return nodes
    .filter(({ ignored, role }) => !ignored && role?.value === 'StaticText')
    .map(({ name }) => String(name?.value))
    .join('')
}

const rowsOf = (page: Page) => page.getByRole('main').locator('tbody tr:visible')

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled, viewport: { width: 320, height: 800 } })

    test('start dates can be filtered by field, time of day, place and whether one can still join', async ({
      page,
    }) => {
      await page.goto(testStack().siteUrl + paths.startDates())
      const all = await rowsOf(page).count()
      expect(all).toBeGreaterThan(8)
      await expect(rowsOf(page).filter({ hasText: 'Cancelled' })).toHaveCount(1)
      await page.getByLabel('When').selectOption({ label: 'Evenings' })
      const evenings = await rowsOf(page).count()
      expect(evenings).toBeGreaterThan(0)
      expect(evenings).toBeLessThan(all)
      await page.getByLabel('Where').selectOption({ label: 'In person' })
      await page.getByLabel('Field').selectOption({ label: 'Phlebotomy' })
      await expect(rowsOf(page)).toHaveCount(1)
      await expect(rowsOf(page)).toContainText('6 to 9 p.m.')
      await page.getByLabel('Field').selectOption({ label: 'All fields' })
      await page.getByLabel('When').selectOption({ label: 'Any time' })
      await page.getByLabel('Where').selectOption({ label: 'Anywhere' })
      await page.getByLabel('Only what I can still join').check()
      const open = await rowsOf(page).count()
      expect(open).toBeLessThan(all)
      await expect(rowsOf(page).filter({ hasText: /Full|Cancelled/ })).toHaveCount(0)
    })

    test('courses can be filtered by place, time of day, field, start and price, and all come back at once', async ({
      page,
    }) => {
      await page.goto(testStack().siteUrl + paths.courses())
      await expect(rowsOf(page)).toHaveCount(6)
      await page.getByLabel('Where').selectOption({ label: 'In person' })
      await expect(rowsOf(page)).toHaveCount(2)
      await page.getByLabel('When').selectOption({ label: 'Weekends' })
      await expect(rowsOf(page)).toContainText(['Phlebotomy'])
      await page.getByLabel('Costs at most').selectOption({ label: '$1,500' })
      await expect(rowsOf(page)).toHaveCount(0)
      expect(await textOf(page)).toContain('None of 6 courses match')
      expect(await textOf(page)).toContain('Nothing fits all of that. Undo one of your choices.')
      await page.getByRole('button', { name: 'Show all 6' }).click()
      await expect(rowsOf(page)).toHaveCount(6)
      await page.getByLabel('Field').selectOption({ label: 'Cardiac monitoring' })
      await page.getByLabel('Starts within').selectOption({ label: '90 days' })
      await expect(rowsOf(page)).toHaveCount(1)
      expect(await textOf(page)).toContain('1 of 6 courses match')
    })

    test('courses that are ticked can be looked at by themselves', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.courses())
      await page.getByRole('checkbox', { name: 'Compare Phlebotomy' }).check()
      await page.getByRole('checkbox', { name: 'Compare Cardiac Monitoring' }).check()
      await expect(rowsOf(page)).toHaveCount(6)
      await page.getByLabel('Only those to compare').check()
      await expect(rowsOf(page)).toHaveCount(2)
      if (javaScriptEnabled) {
        await page.reload()
        await expect(rowsOf(page)).toHaveCount(2)
      }
      await page.getByRole('button', { name: 'Show all 6' }).click()
      await expect(page.getByRole('checkbox', { checked: true })).toHaveCount(0)
      await expect(rowsOf(page)).toHaveCount(6)
    })

    test('a course that is not ticked leaves the comparison', async ({ page }) => {
      await page.goto(testStack().siteUrl + paths.compare())
      const wine = page.getByRole('main').locator('td:visible', { hasText: 'wine' })
      await expect(wine).toHaveCount(1)
      await page.getByText('Leave courses out').click()
      await page.getByRole('checkbox', { name: 'Phlebotomy' }).uncheck()
      await expect(wine).toHaveCount(0)
      await expect(page.getByRole('main').locator('td:visible', { hasText: 'navy' })).toHaveCount(1)
    })
  })
}

test('the finder counts the days that are left at the school, and keeps its state in the address', async ({
  page,
}) => {
  await page.goto(`${testStack().siteUrl + paths.startDates()}?time=weekends`)
  await expect(page.getByRole('status')).toContainText(/^\d+ of \d+ classes match$/)
  await expect(page.getByLabel('When')).toHaveValue('weekends')
  await expect(rowsOf(page).first()).toContainText(/\d+ days? left|Today is the last day/)
  await page.getByLabel('Where').selectOption({ label: 'Online' })
  await expect(page).toHaveURL(/\?time=weekends&delivery=online$/)
  await page.getByRole('button', { name: /^Show all/ }).click()
  await expect(page).toHaveURL(/start-dates\/$/)
})

test('what a visitor chooses before the script loads stays chosen, although the URL asks for something else', async ({
  page,
}) => {
  const letScriptsCome = await holdScripts(page)
  const address = testStack().siteUrl + paths.courses()
  await page.goto(`${address}?time=evenings&sort=price&pick=phlebotomy`, { waitUntil: 'commit' })
  await page.getByRole('checkbox', { name: 'Compare Cardiac Monitoring' }).check()
  await page.getByLabel('When').selectOption({ label: 'Weekends' })
  letScriptsCome()
  await expect(page).toHaveURL(`${address}?time=weekends&sort=price&pick=phlebotomy.cardiac-monitoring`)
  await expect(page.getByLabel('When')).toHaveValue('weekends')
  await expect(rowsOf(page)).toHaveCount(1)

  // After a reload the browser fills in the fields by their position; the URL must win.
  await page.getByLabel('When').selectOption({ label: 'Evenings' })
  await page.reload()
  await expect(page.getByLabel('In order of')).toHaveValue('price')
  const picked = page.getByRole('checkbox', { name: 'Compare', checked: true })
  await expect(picked).toHaveCount(2)
  await expect(page).toHaveURL(`${address}?time=evenings&sort=price&pick=phlebotomy.cardiac-monitoring`)
})

test('what a visitor chooses in the moment in which the script starts stays chosen', async ({ page }) => {
  // The script has taken over the first choice, and has not shown it yet.
  await page.addInitScript(() => {
    const write = history.replaceState
    history.replaceState = function (...state) {
      write.apply(history, state)
      history.replaceState = write
      queueMicrotask(() => {
        const where = document.querySelector<HTMLSelectElement>('select[name=delivery]')!
        where.value = 'onsite'
        where.dispatchEvent(new Event('change', { bubbles: true }))
      })
    }
  })
  const letScriptsCome = await holdScripts(page)
  const address = testStack().siteUrl + paths.startDates()
  await page.goto(address, { waitUntil: 'commit' })
  await page.getByLabel('When').selectOption({ label: 'Evenings' })
  letScriptsCome()
  await expect(page).toHaveURL(`${address}?time=evenings&delivery=onsite`)
  await expect(page.getByLabel('When')).toHaveValue('evenings')
  await expect(page.getByLabel('Where')).toHaveValue('onsite')
})

test('calendars are served as calendars, and each course’s page leads to its own', async ({
  page,
  request,
}) => {
  await page.goto(testStack().siteUrl + paths.course('phlebotomy'))
  const link = page.getByRole('link', { name: 'Put these dates in your calendar' })
  await expect(link).toHaveAttribute('href', paths.courseCalendar('phlebotomy'))
  for (const path of [paths.courseCalendar('phlebotomy'), paths.calendar()]) {
    const answer = await request.get(testStack().siteUrl + path)
    expect(answer.headers()['content-type']).toBe('text/calendar; charset=utf-8')
    expect(await answer.text()).toContain('SUMMARY:Phlebotomy starts')
  }
})

test('a phone can keep the site: its manifest and icons are there', async ({ request }) => {
  const manifest = JSON.parse(readBuilt('site.webmanifest').toString('utf8')) as { icons: { src: string }[] }
  expect(manifest.icons.length).toBeGreaterThanOrEqual(3)
  for (const { src } of manifest.icons) {
    const answer = await request.get(testStack().siteUrl + src)
    expect(answer.headers()['content-type'], src).toBe('image/png')
  }
})
