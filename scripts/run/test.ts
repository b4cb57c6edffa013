import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { step } from '../machine/progress.mjs'
import { inRoot } from '../machine/root.mjs'
import { fingerprintOf } from './freshness'
import { ended, startProcess, stopAll, stopAllOnSignal, stopProcess } from './processes'

interface Counts {
  passed: number
  failed: number
  skipped: number
}

const minute = 60_000
const folder = mkdtempSync(join(tmpdir(), 'alliedrx-test-'))
let logs = 0
const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const generated = ['shared-types/src/payload-types.ts', 'cms/src/app/(payload)/admin/importMap.js']
const bin = (path: string) => inRoot('node_modules', path)

const outside = {
  // Not those of a developer's .env; what the caller set in the environment, such as a MongoDB for the CMS tests, stays.
  PAYLOAD_SECRET: randomBytes(32).toString('base64url'),
  DATABASE_URL: process.env.DATABASE_URL ?? `file:${join(folder, 'unused.db')}`,
  MEDIA_DIR: join(folder, 'media'),
  CMS_URL: 'http://localhost:3000',
  SITE_URL: 'http://localhost:4321',
  CI: process.env.CI ?? '1',
}

/** Runs a program of node_modules. With `isQuiet`, what it prints is shown only when it fails. */
async function run(
  args: string[],
  { cwd = inRoot(), limit = 5 * minute, isQuiet = true } = {},
): Promise<boolean> {
  const log = isQuiet ? join(folder, `output-${++logs}.log`) : undefined
  const child = startProcess({ name: args[0] ?? '', args, cwd, env: outside, log })
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    void stopProcess(child)
  }, limit)
  const code = await ended(child)
  clearTimeout(timer)
  if (isLate) console.log(`    stopped after ${limit / minute} minutes`)
  if (code !== 0 && log) console.log(readFileSync(log, 'utf8'))
  return code === 0
}

type Check = [title: string, isFine: () => Promise<boolean>]

/** Two at a time, as the smallest machine has two cores. */
async function check(checks: readonly Check[]): Promise<void> {
  const rest = checks.values()
  const work = async () => {
    for (const [title, isFine] of rest) {
      const fine = await isFine()
      total[fine ? 'passed' : 'failed']++
      console.log(`    ${title}: ${fine ? 'ok' : 'FAILED'}`)
    }
  }
  await step('Format, lint and types', async () => {
    await Promise.all([work(), work()])
  })
}

/** Runs a test program that writes its counts to a file. Without the file, the program itself counts as one failure. */
async function suite(
  title: string,
  args: string[],
  report: string,
  count: (report: unknown) => Counts,
): Promise<void> {
  await step(title, async () => {
    const fine = await run(args, { limit: 15 * minute, isQuiet: false })
    const found = existsSync(report)
      ? count(JSON.parse(readFileSync(report, 'utf8')))
      : { passed: 0, failed: 0, skipped: 0 }
    // A program that fails outside its tests must not look like a success.
    if (!fine && found.failed === 0) found.failed = 1
    if (fine && found.passed === 0) found.failed = 1
    total.passed += found.passed
    total.failed += found.failed
    total.skipped += found.skipped
    return `${found.passed} passed, ${found.failed} failed, ${found.skipped} skipped`
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

async function test(): Promise<void> {
  const tsc = [bin('typescript/bin/tsc'), '--noEmit']
  const astroCheck = [bin('@astrojs/check/bin/astro-check.js'), '--minimumFailingSeverity', 'error']
  await check([
    ['Generated types are fresh', areTypesFresh],
    ['Lint', () => run([bin('eslint/bin/eslint.js'), '.'])],
    ['Format', () => run([bin('prettier/bin/prettier.cjs'), '--check', '.'])],
    ...['shared-types', 'cms', 'scripts'].map((workspace): Check => {
      return [`Types of ${workspace}`, () => run(tsc, { cwd: inRoot(workspace) })]
    }),
    ['Types of site', () => run(astroCheck, { cwd: inRoot('site') })],
  ])

  const vitestReport = join(folder, 'vitest.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  await suite(
    'Unit and integration tests',
    [bin('vitest/vitest.mjs'), 'run', ...reporters],
    vitestReport,
    ofVitest,
  )

  // Three kills of sixty: that nothing is lost in any is what `npm run test:faults` shows.
  process.env.FAULT_ROUNDS ??= '3'
  const faultsReport = join(folder, 'faults.json')
  await suite(
    'Faults, a sample',
    [
      ...[bin('vitest/vitest.mjs'), 'run', '--config', inRoot('scripts/faults/vitest.config.ts')],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${faultsReport}`],
    ],
    faultsReport,
    ofVitest,
  )

  const playwrightReport = join(folder, 'playwright.json')
  process.env.PLAYWRIGHT_JSON_OUTPUT_FILE = playwrightReport
  const browser = ['test', '--config', inRoot('scripts/e2e/playwright.config.ts'), '--reporter=list,json']
  await suite(
    'Browser tests of the whole',
    [bin('@playwright/test/cli.js'), ...browser],
    playwrightReport,
    ofPlaywright,
  )
}

stopAllOnSignal()
try {
  await test()
} finally {
  await stopAll()
  rmSync(folder, { recursive: true, force: true })
}
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exit(total.failed === 0 ? 0 : 1)
