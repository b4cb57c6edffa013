import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../../bootstrap/chromium.mjs'
import { Editor } from '../publishing/editor'
import type { BenchStack } from '../stack/bench-stack'
import { type Row, spread } from '../table'

/** 200 keystrokes. After each burst the person pauses until the form saves, and types on while it does. */
const bursts = 20
const keysOfBurst = 10
const keyEveryMs = 60
/** Longer than the form waits before it saves. */
const pauseMs = 2500
const longTaskMs = 5
const saves = '**/save'

/** Types in the admin's form of a course in Chromium: with saves, and without an answer to any. */
export async function measureTyping(stack: BenchStack): Promise<Row[]> {
  const [id] = await (await Editor.login(stack)).someIds('courses', 1)
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu'],
  })
  try {
    const address = `${stack.cmsUrl}/admin/collections/courses/${id}`
    const saving = await typeInForm(browser, stack, address, { isSaving: true })
    const held = await typeInForm(browser, stack, address, { isSaving: false })
    return [
      [`Typing in the form of a course, ${saving.delays.length} keystrokes, ms from each to the next frame`],
      ['  while the form saves after each pause', ...spread(saving.delays), ''],
      ['  while each save is held back', ...spread(held.delays), ''],
      ['Tasks of that page above 5 ms, ms of processor time; a key that comes meanwhile waits'],
      ['  while the form saves after each pause', ...spread(saving.tasks), 'max under 50'],
      ['  while each save is held back', ...spread(held.tasks), ''],
    ]
  } finally {
    await browser.close()
  }
}

interface Typed {
  /** ms */
  delays: number[]
  /** ms of processor time, so that other programs do not count */
  tasks: number[]
}

async function typeInForm(
  browser: Browser,
  { cmsUrl, email, password }: BenchStack,
  address: string,
  { isSaving }: { isSaving: boolean },
): Promise<Typed> {
  const context = await browser.newContext()
  try {
    const page = await context.newPage()
    await page.goto(`${cmsUrl}/admin/login`)
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Login' }).click()
    await page.waitForURL(`${cmsUrl}/admin`)
    await page.goto(address)
    await page.locator('form[data-form-ready=true]').first().waitFor()
    if (!isSaving) await page.route(saves, () => undefined)
    const field = page.locator('#field-hardPart')
    await field.fill('')
    await pause(page, isSaving)
    await page.evaluate(recordDelays)
    await browser.startTracing(page, { categories: ['toplevel'] })
    for (let burst = 0; burst < bursts; burst++) {
      for (let key = 0; key < keysOfBurst; key++) {
        await page.keyboard.press(key === 0 ? 'Space' : 'abcdefghij'[key]!)
        await wait(keyEveryMs)
      }
      await pause(page, isSaving)
    }
    const tasks = tasksIn(await browser.stopTracing())
    return { delays: await page.evaluate(() => (window as unknown as Recording).keyDelays), tasks }
  } finally {
    await context.close()
  }
}

async function pause(page: Page, isSaving: boolean): Promise<void> {
  if (isSaving) await page.waitForRequest(saves)
  else await wait(pauseMs)
}

interface TraceEvent {
  name: string
  pid: number
  tid: number
  args: { name?: string }
  /** Microseconds of processor time. */
  tdur?: number
}

/** The long tasks of the thread that runs the page, which is the busiest of its kind. */
function tasksIn(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}/${tid}`
  const tasks = new Map<string, number[]>()
  for (const event of traceEvents) {
    if (event.name === 'thread_name' && event.args.name === 'CrRendererMain') tasks.set(threadOf(event), [])
  }
  for (const event of traceEvents) {
    if (event.name.endsWith('RunTask')) tasks.get(threadOf(event))?.push((event.tdur ?? 0) / 1000)
  }
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0)
  const [busiest = []] = [...tasks.values()].toSorted((a, b) => total(b) - total(a))
  return busiest.filter((ms) => ms > longTaskMs)
}

interface Recording {
  keyDelays: number[]
}

/** Runs in the page. A frame is there when a task runs after its callbacks. */
function recordDelays(): void {
  const delays: number[] = []
  ;(window as unknown as Recording).keyDelays = delays
  // Without a name: tsx adds calls to functions that have one, and the page does not know what they call.
  document.addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => delays.push(performance.now() - timeStamp)
        port2.postMessage(undefined)
      }),
    true,
  )
}
