// Node runs this file itself: erasable TypeScript only.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { close, createIndex } from 'pagefind'

/** The message that this process gets. */
export interface IndexJob {
  /** The release whose pages are read. */
  webRoot: string
  /** The folder to write. */
  output: string
  /** Files and folders that are removed first. */
  remove: string[]
}

// Every other process comes first, for the processor and, where memory runs out, for that: Pagefind needs a third of a megabyte
// for each page while it writes. Pagefind's program inherits both.
os.setPriority(os.constants.priority.PRIORITY_LOW)
if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '1000')
// The publisher is gone or has stopped the index. This process leads a group, and Pagefind's program is the other one in it.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

/** Pagefind writes its own user interfaces too. Ours is the search page. */
const unused = ['ui', 'modular-ui', 'component-ui', 'highlight'].flatMap((name) => [
  `pagefind-${name}.js`,
  `pagefind-${name}.css`,
])

/** Without a space after these, Pagefind would join the last word of one cell and the first word of the next. */
const cellEnd = /<\/(th|dt|dd)>/g

/** Throws on any error of Pagefind: an index of some of the pages would say that the others do not exist. */
function requireSuccess<T extends { errors: string[] }>(answer: T): T {
  if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join('; ')}`)
  return answer
}

async function indexPages({ webRoot, output, remove }: IndexJob): Promise<void> {
  for (const path of remove) rmSync(path, { recursive: true, force: true })
  const { index } = requireSuccess(await createIndex({ excludeSelectors: ['thead', 'caption'] }))
  if (!index) throw new Error('Pagefind: no index.')
  const files = readdirSync(webRoot, { recursive: true, encoding: 'utf8' }).values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const file of files) {
        const content = file.endsWith('.html') ? readFileSync(join(webRoot, file), 'utf8') : ''
        if (!content.includes('data-pagefind-body')) continue
        const page = { sourcePath: file, content: content.replace(cellEnd, ' $&') }
        requireSuccess(await index.addHTMLFile(page))
      }
    }),
  )
  requireSuccess(await index.writeFiles({ outputPath: output }))
  await close()
  for (const file of unused) rmSync(join(output, file), { force: true })
  // Before `current` leads here: a power failure must not leave an index of empty files.
  execFileSync('sync', process.platform === 'linux' ? ['-f', output] : [])
}

const [job] = (await once(process, 'message')) as [IndexJob]
try {
  await indexPages(job)
} catch (error) {
  const { message } = error as Error
  await new Promise((resolve) => process.send?.({ message }, resolve))
  process.exit(1)
}
process.exit(0)
