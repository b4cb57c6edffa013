import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { inRoot } from '../bootstrap/root.mjs'

const inFolder = (folder: string) =>
  readdirSync(inRoot(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`)
const pages = ['README.md', ...inFolder('docs'), ...inFolder('docs/decisions')]

/** The folders of the repository: a path in backticks that begins with one of them, or with a dot, is meant as a file. */
const folders = ['cms', 'site', 'shared-types', 'scripts', 'docs', '.github', '.ci']
/** Made by builds or by running, so not in the repository. */
const isMade = (path: string) => /^(cms\/\.next|site\/dist)/.test(path)

test.each(pages)('every file and folder that %s names exists', (page) => {
  const text = readFileSync(inRoot(page), 'utf8').replace(/^```.*?^```/gms, '')
  const code = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path = '']) => path)
  const named = code.filter((path) => folders.includes(path.split('/')[0] ?? '') && path.includes('/'))
  const missing = named.filter((path) => !/[*{<…]/.test(path) && !isMade(path) && !existsSync(inRoot(path)))
  const links = [...text.matchAll(/(?:\]\(|src=")([^)#"\s]+)/g)].map(([, link = '']) => link)
  const broken = links
    .filter((link) => !/^[a-z]+:/.test(link))
    .filter((link) => !existsSync(inRoot(join(dirname(page), link))))
  expect([...missing, ...broken]).toEqual([])
})

test.each([
  'package.json',
  ...['cms', 'site', 'scripts', 'scripts/publisher'].map((of) => `${of}/package.json`),
])('every file that a script of %s runs exists', (page) => {
  const { scripts = {} } = JSON.parse(readFileSync(inRoot(page), 'utf8')) as {
    scripts?: Record<string, string>
  }
  const named = Object.values(scripts).flatMap((script) => script.match(/[\w./-]+\.(ts|mjs|js)\b/g) ?? [])
  expect(named.filter((file) => !existsSync(inRoot(join(dirname(page), file))))).toEqual([])
})
