import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { inRoot } from '../bootstrap/root.mjs'

/** Folders in which every exported name has one meaning, each with files that are left out. */
const workspaces: Record<string, string[]> = {
  'shared-types': ['src/payload-types.ts'],
  // Payload's and Next's own names: `POST`, `up`, `config`.
  cms: ['src/payload-types.ts', 'src/app/(payload)/**', 'src/migrations/**'],
  // Astro's own names (`getStaticPaths`, `GET`), and the one export of the compiled bundle.
  site: ['src/pages/**', 'src/render/server.ts'],
  scripts: ['publisher/**'],
  'scripts/publisher': [],
}
const never = ['**/node_modules/**', '**/dist/**', '**/.next/**', '**/.astro/**', '**/*.d.ts', '**/*.test.ts']

test.each(Object.keys(workspaces))('an exported name of %s exists once', (workspace) => {
  const files = globSync('**/*.{ts,tsx,mts,mjs}', {
    cwd: inRoot(workspace),
    exclude: [...never, ...(workspaces[workspace] ?? [])],
  })
  expect(files.length).toBeGreaterThan(10)
  const filesByName = new Map<string, Set<string>>()
  for (const file of files) {
    for (const name of exportedNames(inRoot(workspace, file))) {
      filesByName.set(name, (filesByName.get(name) ?? new Set()).add(file))
    }
  }
  const duplicates = [...filesByName]
    .filter(([, among]) => among.size > 1)
    .map(([name, among]) => `${name}: ${[...among].sort().join(', ')}`)
  expect(duplicates.sort()).toEqual([])
})

/** The names that a file declares with `export`. `export { … }` is left out: it exports names of other files again. */
function exportedNames(file: string): string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest)
  return statements.flatMap((statement): string[] => {
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
    const has = (kind: ts.SyntaxKind) => modifiers.some((modifier) => modifier.kind === kind)
    if (!has(ts.SyntaxKind.ExportKeyword) || has(ts.SyntaxKind.DefaultKeyword)) return []
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name))
    }
    const { name } = statement as ts.DeclarationStatement
    return name && ts.isIdentifier(name) ? [name.text] : []
  })
}

const namesIn = (name: ts.BindingName): string[] =>
  ts.isIdentifier(name)
    ? [name.text]
    : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesIn(element.name)))
