import { cpus, loadavg } from 'node:os'
import { step } from '../../../bootstrap/progress.mjs'
import { runCommand } from '../../../bootstrap/refusal.mjs'
import { buildCms, cmsToBuild } from '../../../dev/cms'
import { stopAll, stopAllOnSignal } from '../../../dev/processes'
import { type FullRenders, compareFullRenders, renderEverything } from '../hugo/against-hugo'
import { type BurstOutcome, burst } from './burst'
import { publishGenerated } from './generated-documents'
import { type BenchOptions, benchOptions } from './options'
import { measurePreviews } from './previews'
import { memoryOf, untilAtRest } from './process-figures'
import { type Series, publishToLive } from './publish-to-live'
import { comparePublishes } from '../saves/publishes'
import { measureSaves } from '../saves/ten-people'
import { measureTyping } from '../saves/typing'
import { measureAttention, measureUses } from '../saves/panels'
import { type BenchStack, nameOf, startBenchStack } from '../stack/bench-stack'
import { type Row, median, percentile, spread, tableOf } from '../table'

const secondMs = 1000
const timesEach = 3
const editsForMemory = 100
const publishesOfBurst = 1000

/** Measures publishing and prints a table with the aim of each row. A missed aim is no failure. */
async function bench(options: BenchOptions): Promise<void> {
  const loadBefore = loadavg()[0] ?? 0
  const fingerprint = cmsToBuild()
  if (fingerprint) await step('Building the CMS, because its files have changed', () => buildCms(fingerprint))
  const rows: Row[] = []
  const spaced = new Map<number, Series>()
  const largest = options.sizes.at(-1)
  for (const posts of options.sizes) {
    const isLargest = posts === largest
    if (!isLargest && !options.only.some((part) => part === 'publish' || part === 'preview')) continue
    const stack = await step(`Starting a stack: ${nameOf(posts)}`, () =>
      startBenchStack(posts, options.database),
    )
    try {
      if (options.only.includes('publish')) {
        const { slow, quick } = await measureEdits(stack, options.edits)
        spaced.set(posts, slow)
        rows.push(...rowsOfEdits(stack, slow, quick))
      }
      if (options.only.includes('preview')) {
        rows.push(...(await step('Previews', () => measurePreviews(stack, options.edits))))
      }
      if (isLargest) rows.push(...(await measureLargest(stack, options)))
    } finally {
      await step('Stopping it', stack.stop)
    }
  }
  rows.splice(0, 0, ...rowsOfSizes(spaced))
  console.log(`\n${tableOf(['', 'p50', 'p95', 'max', 'aim'], rows)}\n`)
  const load = [loadBefore, loadavg()[0] ?? 0].map((value) => value.toFixed(1))
  console.log(
    `${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.versions.node}, load ${load[0]} before and ${load[1]} after: ` +
      'figures of an idle machine begin with a load of next to nothing.',
  )
}

async function measureEdits(stack: BenchStack, count: number): Promise<{ slow: Series; quick: Series }> {
  await step('Waiting until the publisher is at rest', () => untilAtRest(stack.publisherPid))
  const slow = await step(`${count} edits, a second apart`, () =>
    publishToLive(stack, { count, pauseMs: secondMs }),
  )
  const quick = await step(`${count} edits, each as soon as the last one is live`, () =>
    publishToLive(stack, { count, pauseMs: 0 }),
  )
  return { slow, quick }
}

async function measureLargest(stack: BenchStack, { only, edits }: BenchOptions): Promise<Row[]> {
  const rows: Row[] = []
  if (only.includes('hugo')) {
    const renders = await step(`Every page, ${timesEach} times each: the publisher and Hugo`, () =>
      compareFullRenders(stack, timesEach),
    )
    rows.push(...rowsOfRenders(stack, renders))
  }
  if (only.includes('memory')) {
    await step(`Every page, then ${editsForMemory} edits`, async () => {
      await renderEverything(stack)
      await publishToLive(stack, { count: Math.max(editsForMemory, edits), pauseMs: 0 })
    })
    const memory = memoryOf(stack.publisherPid)
    rows.push([`Memory of the publisher, MB (${nameOf(stack.posts)})`])
    const cells = memory ? [memory.now, memory.most].map((value) => value.toFixed(0)) : ['unknown here', '']
    rows.push(['  now, after every page and 100 edits', cells[0] ?? '', '', '', 'at most 600'])
    rows.push(['  most since its start', cells[1] ?? '', '', '', ''])
  }
  if (only.includes('burst')) {
    const outcome = await step(`${publishesOfBurst} publishes while every page is being rendered`, () =>
      burst(stack, publishesOfBurst),
    )
    rows.push(...rowsOfBurst(stack, outcome))
  }
  if (only.includes('saves')) {
    rows.push(...(await step('Ten people save and publish at the same time', () => measureSaves(stack))))
    rows.push(...(await step('Publishes with a token and without', () => comparePublishes(stack))))
    rows.push(...(await step('Where a document is used', () => measureUses(stack))))
    rows.push(...(await step('What needs attention', () => measureAttention(stack))))
  }
  if (only.includes('typing')) {
    rows.push(...(await step('Typing in the form of a course', () => measureTyping(stack))))
  }
  // Last, because these documents stay.
  if (only.includes('generated')) rows.push(...(await measureWithGenerated(stack, edits)))
  return rows
}

async function measureWithGenerated(stack: BenchStack, count: number): Promise<Row[]> {
  const { among, published, refused, blocked } = await step(
    'Publishing documents of the property tests',
    () => publishGenerated(stack),
  )
  const { waits } = await step(`${count} edits of other documents, a second apart`, () =>
    publishToLive(stack, { count, pauseMs: secondMs, among }),
  )
  return [
    [`An unrelated change while documents of the property tests are published, ms (${nameOf(stack.posts)})`],
    ['  publish to live', ...spread(waits), 'p95 under 1000'],
    [
      '  these documents: published, blocked among them, refused by the CMS',
      ...[published, blocked, refused].map(String),
      '',
    ],
  ]
}

function rowsOfSizes(spaced: ReadonlyMap<number, Series>): Row[] {
  if (spaced.size === 0) return []
  const rows: Row[] = [['Publish to live, ms, edits a second apart']]
  for (const [posts, { waits }] of spaced) {
    rows.push([`  ${nameOf(posts)}`, ...spread(waits), 'p95 under 1000'])
  }
  const [small, large] = [spaced.get(1000), spaced.get(10_000)]
  if (small && large) {
    const ratio = percentile(large.waits, 0.95) / percentile(small.waits, 0.95)
    rows.push(['  10,000 posts to 1,000 posts, times', '', ratio.toFixed(2), '', 'at most 1.5'])
  }
  return rows
}

/** The steps as the publisher logs them. The publisher starts before the editor has an answer, so their sum may exceed the wait. */
function rowsOfEdits(stack: BenchStack, slow: Series, quick: Series): Row[] {
  return [
    [`Where the time goes, ms (${nameOf(stack.posts)})`],
    ...Object.entries(slow.steps).map(([name, values]): Row => [`  ${name}`, ...spread(values), '']),
    ['  the wait, when edits follow each other at once', ...spread(quick.waits), ''],
  ]
}

function rowsOfRenders(stack: BenchStack, { publisher, hugo }: FullRenders): Row[] {
  const seconds = (values: readonly number[]) => (median(values) / 1000).toFixed(1)
  const { command, steps, built } = publisher
  const size = (of: typeof built) =>
    `${of.pages.toLocaleString('en-US')} files, ${of.megabytes.toFixed(0)} MB`
  const rows: Row[] = [
    [`Every page, s, median of ${command.length} (${nameOf(stack.posts)})`],
    [`  publisher, gated and live: ${size(built)}`, seconds(command), '', '', ''],
  ]
  for (const name of Object.keys(steps[0]?.steps ?? {})) {
    rows.push([`    ${name}`, seconds(steps.map((release) => release.steps[name] ?? 0)), '', '', ''])
  }
  if (!hugo) return [...rows, ['  Hugo is not installed here: apt install hugo', '', '', '', '']]
  rows.push([`  ${hugo.version}: ${size(hugo.built)}`, seconds(hugo.builds), '', '', ''])
  const ratio = median(command) / median(hugo.builds)
  return [...rows, ['  publisher to Hugo, times', ratio.toFixed(2), '', '', '1.0, at most 2.0']]
}

function rowsOfBurst(stack: BenchStack, outcome: BurstOutcome): Row[] {
  const { publishes, failed, seconds, withinBuild, releasesWithinBuild, releasesAfter, isEqual } = outcome
  const row = (title: string, value: string, aim = ''): Row => [`  ${title}`, value, '', '', aim]
  return [
    [`A burst of ${publishes} publishes, 8 at a time, into a build (${nameOf(stack.posts)})`],
    row('requests that failed', String(failed), '0'),
    row('publishes answered while the build ran', String(withinBuild)),
    row('releases while it ran, itself among them', String(releasesWithinBuild), 'at most 2'),
    row('releases after it', String(releasesAfter)),
    row('seconds of the burst', seconds.toFixed(1)),
    row('visitors see the CMS’s content', isEqual ? 'yes' : 'NO', 'yes'),
  ]
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    await bench(benchOptions(process.argv.slice(2)))
  } finally {
    await stopAll()
  }
})
process.exit()
