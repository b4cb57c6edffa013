import { type ChildProcess, fork } from 'node:child_process'
import { createReadStream, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { LeakRules } from 'shared-types'
import type { Day } from 'site/bundle'
import { compressedFields } from '../content/compressed-fields'
import type { PageFailure } from './make-page'
import { type PageRecord, createRecordInterner } from './page-records'

/** The message that a rendering process gets. */
export interface RenderJob {
  /** The publisher's folder, and the hash of the bundle in it. */
  folder: string
  bundle: string
  /** Documents with their fields as `compressedFields` gives them, one as JSON on each line. */
  documentsFile: string
  today: Day
  /** This process renders each `of`-th page, beginning with the page `share`. */
  share: number
  of: number
  /** The web root that the pages are written into. */
  webRoot: string
  /** Page records, one as JSON on each line. */
  recordsFile: string
  /** What no page may show. */
  leakRules: LeakRules
}

/** Every page that could be made, by its path, and the others. */
export interface RenderedPages {
  records: Map<string, PageRecord>
  failures: PageFailure[]
}

interface FullRender {
  folder: string
  /** For the files that the processes exchange; removed afterwards. */
  workFolder: string
  bundle: string
  documents: Iterable<{ slug: string; id: string; value: unknown }>
  today: Day
  webRoot: string
  leakRules: LeakRules
  /** Processes at once; default: one for each core. */
  processes?: number
}

const program = fileURLToPath(new URL('./render-worker.ts', import.meta.url))
const timeoutMs = 10 * 60_000

/**
 * Renders every page into an empty web root, in processes of their own: on all cores, and their memory is free again
 * afterwards. A process does not render the rest of its share after many failures.
 */
export async function renderEverything(render: FullRender): Promise<RenderedPages> {
  const { folder, workFolder: work, bundle, today, webRoot, leakRules } = render
  const { processes = availableParallelism() } = render
  mkdirSync(work, { recursive: true })
  const documentsFile = join(work, 'documents')
  const jobs = Array.from({ length: processes }, (_, share): RenderJob => {
    const recordsFile = join(work, `records-${share}`)
    return { folder, bundle, documentsFile, today, share, of: processes, webRoot, recordsFile, leakRules }
  })
  // The processes load their program while this one writes the documents.
  const workers = jobs.map((job) => ({ job, child: startChild() }))
  try {
    writeDocuments(documentsFile, render.documents)
    const failures = (await Promise.all(workers.map(({ job, child }) => runJob(job, child)))).flat()
    const records = new Map<string, PageRecord>()
    const intern = createRecordInterner()
    for (const { recordsFile } of jobs) {
      for await (const line of createInterface(createReadStream(recordsFile))) {
        const record = intern(JSON.parse(line) as PageRecord)
        records.set(record.page.path, record)
      }
    }
    return { records, failures }
  } finally {
    for (const { child } of workers) child.kill('SIGKILL')
    rmSync(work, { recursive: true, force: true })
  }
}

function writeDocuments(file: string, documents: FullRender['documents']): void {
  let lines: string[] = []
  const flush = () => {
    writeFileSync(file, lines.join(''), { flag: 'a' })
    lines = []
  }
  for (const { slug, id, value } of documents) {
    lines.push(`${JSON.stringify({ slug, id, ...compressedFields(value as object) })}\n`)
    if (lines.length === 500) flush()
  }
  flush()
}

function startChild(): ChildProcess {
  const child = fork(program, [], {
    // Everything that a page was made with is garbage once it is written: a large young generation saves a tenth of the time.
    execArgv: ['--import', 'tsx', '--max-semi-space-size=64'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  })
  // An error event without a listener would end the publisher. `runJob`, which rejects on it, may not be listening yet.
  return child.on('error', () => undefined)
}

/** Gives the pages that could not be made: the messages of the process. */
function runJob(job: RenderJob, child: ChildProcess): Promise<PageFailure[]> {
  return new Promise((resolve, reject) => {
    const failures: PageFailure[] = []
    // Not as an argument: every user of this computer can read the arguments of a process, and the leak rules hold secrets.
    child.send(job)
    child.once('error', reject)
    child.on('message', (failure: PageFailure) => failures.push(failure))
    child.once('close', (code, signal) => {
      if (code === 0) resolve(failures)
      else reject(new Error(`A rendering process ended with ${signal ?? `exit code ${code}`}; see the log.`))
    })
  })
}
