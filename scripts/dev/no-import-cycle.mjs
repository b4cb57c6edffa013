import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import process from 'node:process'
import ts from 'typescript'

const extensions = ['', '.ts', '.tsx', '.mjs', '.d.ts']
/** The relative imports of each file, resolved. Kept for the run of the linter, so an editor sees other files as they first were. */
const importsOfFile = /** @type {Map<string, string[]>} */ (new Map())

/**
 * An ESLint rule: a file may not import a file that imports it, directly or through others. By hand, because `import-x/no-cycle`
 * leaves out imports of types, and cannot load the parser of `.astro` files, which is an ES module. Only relative imports are
 * followed: between workspaces the direction is fixed by `no-restricted-imports`.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noImportCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      cycle:
        'This import closes a cycle: {{path}}. Move what both files need to a third one, or pass it as an argument.',
    },
  },
  create(context) {
    const file = context.physicalFilename
    const check = (/** @type {import('estree').Node & { source?: unknown }} */ node) => {
      const source = /** @type {{ value?: unknown } | null | undefined} */ (node.source)
      const target = typeof source?.value === 'string' ? resolveImport(file, source.value) : undefined
      const path = target && pathBetween(target, file)
      if (!path) return
      const names = [file, ...path].map((name) => relative(process.cwd(), name))
      context.report({ node, messageId: 'cycle', data: { path: names.join(' -> ') } })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    }
  },
}

/**
 * The shortest chain of imports from one file to another, both included, or undefined.
 * @param {string} start
 * @param {string} end
 */
function pathBetween(start, end) {
  const cameFrom = /** @type {Map<string, string | undefined>} */ (new Map([[start, undefined]]))
  for (const file of cameFrom.keys()) {
    if (file === end) {
      const path = []
      for (let at = /** @type {string | undefined} */ (end); at; at = cameFrom.get(at)) path.unshift(at)
      return path
    }
    for (const next of importsOf(file)) if (!cameFrom.has(next)) cameFrom.set(next, file)
  }
  return undefined
}

/** @param {string} file */
function importsOf(file) {
  let found = importsOfFile.get(file)
  if (!found) {
    const text = readFileSync(file, 'utf8')
    const code = file.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text
    const { importedFiles } = ts.preProcessFile(code, true, true)
    found = importedFiles.flatMap(({ fileName }) => resolveImport(file, fileName) ?? [])
    importsOfFile.set(file, found)
  }
  return found
}

/**
 * @param {string} importer
 * @param {string} specifier
 * @returns {string | undefined} the file, when it is source code of this project
 */
function resolveImport(importer, specifier) {
  if (!specifier.startsWith('.')) return undefined
  const path = join(dirname(importer), specifier)
  const file = extensions.map((extension) => path + extension).find((candidate) => isFile(candidate))
  return file && /\.(tsx?|mjs|astro)$/.test(file) ? file : undefined
}

/** @param {string} path */
const isFile = (path) => existsSync(path) && statSync(path).isFile()
