import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { close, createIndex } from 'pagefind'

/**
 * What this process is told.
 * @typedef {object} IndexJob
 * @property {string} webRoot the release whose pages are read
 * @property {string} output the folder to write
 * @property {string[]} remove what goes first
 */

// Everybody else comes first, for the processor and, where memory runs out, for that: a third of a megabyte for each page is
// what Pagefind needs while it writes. What it starts inherits both.
os.setPriority(os.constants.priority.PRIORITY_LOW)
if (process.platform === 'linux') writeFileSync('/proc/self/oom_score_adj', '1000')
// Nobody waits for the index any more: this process leads a group, and Pagefind's program is the other one in it.
process.once('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

/** Pagefind writes its own interfaces too. Ours is the search page. */
const unused = ['ui', 'modular-ui', 'component-ui', 'highlight'].flatMap((name) => [
  `pagefind-${name}.js`,
  `pagefind-${name}.css`,
])

/** Pagefind would make one word of the last word of these and the first of what comes next. */
const cellEnd = /<\/(th|dt|dd)>/g

/**
 * The first error of Pagefind ends it: an index of a part of the pages would say of the others that they do not exist.
 * @template {{ errors: string[] }} T
 * @param {T} answer
 */
function must(answer) {
  if (answer.errors.length > 0) throw new Error(`Pagefind: ${answer.errors.join('; ')}`)
  return answer
}

/** @param {IndexJob} job */
async function indexPages({ webRoot, output, remove }) {
  for (const path of remove) rmSync(path, { recursive: true, force: true })
  const { index } = must(await createIndex({ excludeSelectors: ['thead', 'caption'] }))
  if (!index) throw new Error('Pagefind: no index.')
  const files = readdirSync(webRoot, { recursive: true, encoding: 'utf8' }).values()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const file of files) {
        const content = file.endsWith('.html') ? readFileSync(join(webRoot, file), 'utf8') : ''
        if (!content.includes('data-pagefind-body')) continue
        must(await index.addHTMLFile({ sourcePath: file, content: content.replace(cellEnd, ' $&') }))
      }
    }),
  )
  must(await index.writeFiles({ outputPath: output }))
  await close()
  for (const file of unused) rmSync(join(output, file), { force: true })
  // Before anybody is led here: a power failure must not leave an index of empty files.
  execFileSync('sync', process.platform === 'linux' ? ['-f', output] : [])
}

const [job] = /** @type {[IndexJob]} */ (await once(process, 'message'))
try {
  await indexPages(job)
} catch (error) {
  const { message } = /** @type {Error} */ (error)
  await new Promise((resolve) => process.send?.({ message }, resolve))
  process.exit(1)
}
process.exit(0)
