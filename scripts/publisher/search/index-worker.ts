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

/** Letters that Unicode does not take apart into a plain letter and an accent, and how people type them. */
const plainLetters = new Map(
  'ł=l ø=o đ=d ð=d ħ=h ŧ=t ı=i ŋ=n ß=ss æ=ae œ=oe þ=th'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)
const specialLetter = new RegExp(`[${[...plainLetters.keys()].join('')}]`, 'giu')
const wordInText = /[\p{L}\p{M}\p{N}'’-]+(?![^<]*>)/gu

/**
 * Adds the plain spelling to each word with such a letter, because Pagefind finds `Muñoz` by `munoz` but not `Łukasz` by
 * `lukasz`. The slash lets Pagefind index both spellings at the place of the word; the search page takes out what stands
 * between the private characters (withoutAliases in site/src/search/search-page.ts).
 */
const withAliases = (html: string): string =>
  html.search(specialLetter) === -1
    ? html
    : html.replace(wordInText, (word) => {
        const plain = word
          .toLowerCase()
          .replace(specialLetter, (letter) => plainLetters.get(letter) ?? letter)
        return plain === word.toLowerCase() ? word : `${word}\uE000/${plain}\uE001`
      })

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
        const page = { sourcePath: file, content: withAliases(content).replace(cellEnd, ' $&') }
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
