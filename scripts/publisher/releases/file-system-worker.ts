import fs from 'node:fs'
import { join } from 'node:path'
import { Worker, parentPort, workerData } from 'node:worker_threads'

/**
 * Tasks on whole folders of thousands of files. A worker thread does them with synchronous calls, which take half the time of
 * `cp -al` and of asynchronous calls, while the publisher goes on answering. Unlike a child process it never outlives the
 * publisher. Node runs this file itself: erasable TypeScript only, and imports of Node's own modules only.
 */
const tasks = { cloneFolder, removeFolders, compareFolders, findNamesInUse }

/** Files that differ between two folders, as sorted paths relative to them. */
export interface Comparison {
  changed: string[]
  onlyInFirst: string[]
  onlyInSecond: string[]
}

/** Does one of the tasks in a worker thread. */
export function runInWorker<T extends keyof typeof tasks>(
  task: T,
  ...args: Parameters<(typeof tasks)[T]>
): Promise<ReturnType<(typeof tasks)[T]>> {
  return new Promise((resolve, reject) => {
    // The publisher's own options, such as a TypeScript loader, would cost more than the work.
    const worker = new Worker(new URL(import.meta.url), {
      workerData: { fileSystem: { task, args } },
      execArgv: [],
    })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The worker for ${task} ended with code ${code}.`)))
  })
}

/** Copies a folder by hard links; symbolic links are copied as such. `to` must not exist. */
function cloneFolder(from: string, to: string): void {
  fs.mkdirSync(to)
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [`${from}/${entry.name}`, `${to}/${entry.name}`]
    if (entry.isDirectory()) cloneFolder(source, copy)
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), copy)
    else fs.linkSync(source, copy)
  }
}

function removeFolders(...folders: string[]): void {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true })
}

function compareFolders(first: string, second: string): Comparison {
  const others = new Map(filesOf(second))
  const changed: string[] = []
  const onlyInFirst: string[] = []
  for (const [file, stats] of filesOf(first)) {
    const other = others.get(file)
    others.delete(file)
    if (!other) onlyInFirst.push(file)
    else if (!isSame(stats, join(first, file), other, join(second, file))) changed.push(file)
  }
  return { changed: changed.sort(), onlyInFirst: onlyInFirst.sort(), onlyInSecond: [...others.keys()].sort() }
}

/** Whether two files are one inode, or hold the same bytes. */
function isSame(stats: fs.Stats, file: string, otherStats: fs.Stats, other: string): boolean {
  if (stats.ino === otherStats.ino && stats.dev === otherStats.dev) return true
  return stats.size === otherStats.size && fs.readFileSync(file).equals(fs.readFileSync(other))
}

/** Every file below a folder. Symbolic links are not followed. */
function* filesOf(folder: string, under = ''): Generator<[path: string, stats: fs.Stats]> {
  for (const entry of fs.readdirSync(join(folder, under), { withFileTypes: true })) {
    const path = `${under}${entry.name}`
    if (entry.isDirectory()) yield* filesOf(folder, `${path}/`)
    else if (entry.isFile()) yield [path, fs.statSync(join(folder, path))]
  }
}

/** What may be a file's name in attributes, stylesheets, scripts and JSON; a full stop may follow it. */
const nameInText = /[\w%.~@-]+/g
const textFile = /\.(html|xml|json|css|js|mjs|svg|webmanifest)$/

/**
 * Finds the asset pool's files that some web roots lead to, directly or through each other, as a stylesheet leads to its fonts. A
 * file that many releases share is read once.
 * @param pools the pool's folders
 * @param used names that are in use anyway
 */
function findNamesInUse(webRoots: string[], pools: string[], used: string[]): string[] {
  const pooled = new Map<string, string[]>()
  for (const pool of pools) {
    for (const name of fs.readdirSync(pool)) pooled.set(name, [...(pooled.get(name) ?? []), join(pool, name)])
  }
  const found = new Set(used.filter((name) => pooled.has(name)))
  const read = (text: string) => {
    for (const [word] of text.matchAll(nameInText)) {
      if (!word.includes('.')) continue
      const name = decoded(word).replace(/^.*\//s, '')
      for (const known of [name, name.replace(/[.]$/, '')]) if (pooled.has(known)) found.add(known)
    }
  }
  const seen = new Set<number>()
  for (const webRoot of webRoots) {
    for (const [file, { ino }] of filesOf(webRoot)) {
      if (!textFile.test(file) || seen.has(ino)) continue
      seen.add(ino)
      read(fs.readFileSync(join(webRoot, file), 'utf8'))
    }
  }
  // The set grows while this loop runs; a Set's iterator visits each name once, added ones too.
  for (const name of found) {
    if (textFile.test(name)) for (const file of pooled.get(name) ?? []) read(fs.readFileSync(file, 'utf8'))
  }
  return [...found]
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name // no escapes
  }
}

const job = (workerData as { fileSystem?: { task: keyof typeof tasks; args: unknown[] } } | null)?.fileSystem
if (parentPort && job) {
  const work = tasks[job.task] as (...args: unknown[]) => unknown
  parentPort.postMessage(work(...job.args))
}
