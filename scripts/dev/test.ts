import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fingerprintOf } from 'publisher/source-fingerprint'
import { step } from '../bootstrap/progress.mjs'
import { runCommand } from '../bootstrap/refusal.mjs'
import { inRoot } from '../bootstrap/root.mjs'
import { ensureChromium } from './install-chromium'
import { endedWithin, startProcess, stopAll, stopAllOnSignal } from './processes'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const minuteMs = 60_000
const folder = mkdtempSync(join(tmpdir(), 'alliedrx-test-'))
let logs = 0
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const generated = ['shared-types/src/payload-types.ts', 'cms/src/app/(payload)/admin/importMap.js']
const bin = (path: string) => inRoot('node_modules', path)

/** In place of a developer's .env. A setting of the caller's environment, such as a MongoDB for the CMS tests, stays. */
const environment = {
  PAYLOAD_SECRET: randomBytes(32).toString('base64url'),
  DATABASE_URL: process.env.DATABASE_URL ?? `file:${join(folder, 'unused.db')}`,
  MEDIA_DIR: join(folder, 'media'),
  CMS_URL: 'http://localhost:3000',
  SITE_URL: 'http://localhost:4321',
  CI: process.env.CI ?? '1',
  // Hundreds of processes load the same modules.
  NODE_COMPILE_CACHE: inRoot('node_modules/.cache/compiled'),
}

/** Runs a program of node_modules; true when it succeeds. With `isQuiet`, its output is shown only when it fails. */
async function run(
  args: string[],
  { cwd = inRoot(), timeoutMs = 5 * minuteMs, isQuiet = true } = {},
): Promise<boolean> {
  const log = isQuiet ? join(folder, `output-${++logs}.log`) : undefined
  const child = startProcess({ name: args[0] ?? '', args, cwd, env: environment, log })
  const { code, timedOut } = await endedWithin(child, timeoutMs)
  if (timedOut) console.log(`    stopped after ${timeoutMs / minuteMs} minutes`)
  if (code !== 0 && log) console.log(readFileSync(log, 'utf8'))
  return code === 0
}

type Check = [title: string, isFine: () => Promise<boolean>]

/** Two at a time, as the smallest machine has two cores. Calls `then` after the first ones. */
async function check(first: readonly Check[], then: () => void, others: readonly Check[]): Promise<void> {
  const open = new Set(first)
  const rest = [...first, ...others].values()
  const work = async () => {
    for (const one of rest) {
      const [title, isFine] = one
      const fine = await isFine()
      total[fine ? 'passed' : 'failed']++
      console.log(`    ${title}: ${fine ? 'ok' : 'FAILED'}`)
      if (open.delete(one) && open.size === 0) then()
    }
  }
  await step('Format, lint and types', async () => {
    await Promise.all([work(), work()])
  })
}

interface Suite {
  title: string
  args: string[]
  /** The file that the program writes its counts to. Without the file, the program itself counts as one failure. */
  report: string
  count: (report: unknown) => Counts
  isQuiet?: boolean
}

async function suite({ title, args, report, count, isQuiet = false }: Suite): Promise<void> {
  await step(title, async () => {
    const fine = await run(args, { timeoutMs: 25 * minuteMs, isQuiet })
    const found = existsSync(report)
      ? count(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 }
    // A program that fails outside its tests, or runs none, counts as one failure.
    if (!fine && found.failed === 0) found.failed = 1
    if (fine && found.passed === 0) found.failed = 1
    total.passed += found.passed
    total.failed += found.failed
    total.skipped += found.skipped
    return `${title}: ${found.passed} passed, ${found.failed} failed, ${found.skipped} skipped`
  })
}

const ofVitest = (report: unknown): Counts => {
  const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests, numTodoTests } =
    report as Record<string, number>
  return {
    passed: numPassedTests ?? 0,
    failed: (numFailedTests ?? 0) || (numFailedTestSuites ?? 0),
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  }
}

const ofPlaywright = (report: unknown): Counts => {
  const { stats, errors } = report as { stats: Record<string, number>; errors: unknown[] }
  return {
    passed: stats.expected ?? 0,
    failed: (stats.unexpected ?? 0) + (stats.flaky ?? 0) + errors.length,
    skipped: stats.skipped ?? 0,
  }
}

async function areTypesFresh(): Promise<boolean> {
  const before = fingerprintOf(generated)
  for (const command of ['generate:types', 'generate:importmap']) {
    if (!(await run([bin('payload/bin.js'), command], { cwd: inRoot('cms') }))) return false
  }
  if (fingerprintOf(generated) === before) return true
  console.log(`    They were stale and are made anew: commit ${generated.join(' and ')}.`)
  return false
}

const vitest = (report: string, ...args: string[]): string[] => [
  ...[bin('vitest/vitest.mjs'), 'run', ...args],
  ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
]

async function test(): Promise<void> {
  const tsc = [bin('typescript/bin/tsc'), '--noEmit']
  const typesOf = (workspace: string): Check => [
    `Types of ${workspace}`,
    () => run(tsc, { cwd: inRoot(workspace) }),
  ]
  const astroCheck = [bin('@astrojs/check/bin/astro-check.js'), '--minimumFailingSeverity', 'error']
  // The kill test waits for processes most of the time, so it runs beside the others. Three kills here; `npm run test:faults`
  // does sixty.
  process.env.CHAOS_ROUNDS ??= '3'
  const chaosReport = join(folder, 'chaos.json')
  let chaos: Promise<void> | undefined
  const startChaos = () => {
    chaos = suite({
      title: 'Chaos, a sample',
      args: vitest(chaosReport, 'tests/chaos/', '--config', inRoot('scripts/tests/chaos/vitest.config.ts')),
      report: chaosReport,
      count: ofVitest,
      isQuiet: true,
    })
  }

  await check(
    // These read or write cms/.next, the build of the CMS, with which the chaos tests begin.
    [
      ['Generated types are fresh', areTypesFresh],
      ['Lint', () => run([bin('eslint/bin/eslint.js'), '.'])],
      typesOf('cms'),
    ],
    startChaos,
    [
      ['Types of site', () => run(astroCheck, { cwd: inRoot('site') })],
      ['Format', () => run([bin('prettier/bin/prettier.cjs'), '--check', '.'])],
      ...['scripts', 'scripts/publisher', 'shared-types'].map(typesOf),
    ],
  )
  const vitestReport = join(folder, 'vitest.json')
  await suite({
    title: 'Unit and integration tests',
    args: vitest(vitestReport),
    report: vitestReport,
    count: ofVitest,
  })
  await chaos

  const playwrightReport = join(folder, 'playwright.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = playwrightReport
  // The long walks through every page are for `npm run test:browser`.
  process.env.BROWSER_SAMPLE ??= '1'
  const browser = ['test', '--config', inRoot('scripts/tests/e2e/playwright.config.ts')]
  await suite({
    title: 'Browser tests of the whole',
    args: [bin('@playwright/test/cli.js'), ...browser, '--reporter=list,json'],
    report: playwrightReport,
    count: ofPlaywright,
  })
}

stopAllOnSignal()
await runCommand(async () => {
  try {
    process.env.CHROMIUM_PATH = await step('Finding a Chromium', ensureChromium)
    await test()
  } finally {
    await stopAll()
    rmSync(folder, { recursive: true, force: true })
  }
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
  return total.failed === 0 ? 0 : 1
})
process.exit()
