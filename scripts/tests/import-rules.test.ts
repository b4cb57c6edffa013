import { readdirSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'
import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { workspaces } from '../../eslint.config.js'
import { inRoot, root } from '../bootstrap/root.mjs'

const eslint = new ESLint({ cwd: root })
const rules = ['no-restricted-imports', 'import-x/no-restricted-paths', 'project/no-import-cycle']

/** What the rules about imports say when a file holds one import. The rules of directions need an imported file that exists. */
async function refusals(file: string, specifier: string): Promise<string[]> {
  const code = `import '${specifier}'\n`
  const text = file.endsWith('.astro') ? `---\n${code}---\n` : code
  const [result] = await eslint.lintText(text, { filePath: inRoot(file) })
  return (result?.messages ?? [])
    .filter(({ ruleId }) => rules.includes(ruleId ?? ''))
    .map(({ message }) => message)
}

test.each([
  ['shared-types/src/post.ts', 'payload', 'shared-types imports only zod'],
  ['shared-types/src/post.ts', '../../cms/src/access/rules', 'shared-types imports only zod'],
  ['shared-types/src/post.ts', 'standardwebhooks', 'shared-types imports only zod'],
  ['shared-types/src/webhook-signature.ts', 'payload', 'shared-types imports only zod'],
  ['cms/src/collections/Posts.ts', '../../../site/src/money', 'The CMS knows nothing of the site'],
  ['cms/src/collections/Posts.ts', '../../../shared-types/src/post', "Import from 'shared-types'"],
  ['cms/src/collections/Posts.ts', 'shared-types/src/post', "Import from 'shared-types'"],
  ['cms/src/env.ts', 'shared-types/test/seeded-random', "Import from 'shared-types'"],
  ['site/src/content/load.ts', 'shared-types/test/seeded-random', "Import from 'shared-types'"],
  ['site/src/content/load.ts', 'shared-types/webhook-signature', "Import from 'shared-types'"],
  ['site/src/rich-text/convert.ts', 'shared-types/webhook-signature', "Import from 'shared-types'"],
  ['site/src/content/load.ts', '../../../cms/src/access/rules', 'The site reads the CMS over REST'],
  ['site/src/components/Card.ts', '@payloadcms/richtext-lexical/html', 'The site does not depend on Payload'],
  ['scripts/dev/start.ts', '../../site/src/content/load', "Scripts use the site's compiled bundle"],
  ['scripts/dev/start.ts', '../publisher/app/settings', "Import from 'publisher/…'"],
  ['scripts/publisher/app/main.ts', '../../dev/processes', 'The publisher is a workspace of its own'],
])('%s may not import %s, of another workspace', async (file, specifier, message) => {
  expect(await refusals(file, specifier)).toEqual([expect.stringContaining(message)])
})

test.each([
  ['shared-types/src/new.ts', './checks/document', '*.ts may not import checks'],
  ['site/src/layouts/New.astro', '../pages/index.astro', 'layouts may not import pages'],
  ['site/src/components/New.astro', '../layouts/BaseLayout.astro', 'components may not import layouts'],
  ['site/src/islands/New.tsx', '../content/content', 'An island is sent to visitors and gets plain props'],
  ['cms/src/fields/new.ts', '../collections/Posts', 'fields may not import collections'],
  ['cms/src/collections/New.ts', '../releases/overview', 'collections may not import releases'],
  ['cms/src/access/new.ts', '../payload.config', 'access may not import payload.config.ts'],
  ['site/src/content/new.ts', '../components/Header.astro', 'content may not import components'],
  ['scripts/publisher/web-server/new.ts', '../render/bundle', 'The web server is a process of its own'],
  ['scripts/publisher/render/new.ts', '../validation/release-gate', 'render may not import validation'],
  ['scripts/bootstrap/new.mjs', '../dev/cms', 'bootstrap may not import dev'],
  ['scripts/dev/new.ts', '../ci/rebuild', 'dev may not import ci'],
  ['scripts/publisher/web-server/new.ts', '../render/bundle', 'web-server may not import render'],
  ['scripts/publisher/render/new.ts', '../app/settings', 'render may not import app'],
])('%s may not import %s, a room that does not stand below its own', async (file, specifier, message) => {
  expect(await refusals(file, specifier)).toEqual([expect.stringContaining(message)])
})

test.each([
  ['shared-types/src/post.ts', 'zod'],
  ['shared-types/src/post.ts', './fields'],
  ['shared-types/src/webhook-signature.ts', 'standardwebhooks'],
  ['cms/src/webhooks/send.ts', 'shared-types/webhook-signature'],
  ['cms/src/env.test.ts', 'shared-types/test/seeded-random'],
  ['site/test/generated-school.ts', 'shared-types/test/seeded-random'],
  ['scripts/tests/bench/stack/fill.ts', 'shared-types/test/seeded-random'],
  ['scripts/publisher/http/receiver.ts', 'shared-types/webhook-signature'],
  ['cms/src/collections/Posts.ts', 'shared-types'],
  ['site/src/rich-text/convert.ts', '@payloadcms/richtext-lexical/html'],
  ['site/src/layouts/New.astro', '../components/Header.astro'],
  ['scripts/dev/database.ts', '../../cms/src/payload.config'],
  ['scripts/dev/start.ts', 'publisher/settings'],
])('%s may import %s', async (file, specifier) => {
  expect(await refusals(file, specifier)).toEqual([])
})

test.each([
  ['scripts/dev/cms.ts', './start', 'scripts/dev/cms.ts -> scripts/dev/start.ts -> scripts/dev/cms.ts'],
  [
    'site/src/components/Header.astro',
    '../layouts/BaseLayout.astro',
    'Header.astro -> site/src/layouts/BaseLayout.astro -> site/src/components/Header.astro',
  ],
])('an import that closes a cycle is refused: %s imports %s', async (file, specifier, path) => {
  expect(await refusals(file, specifier)).toContainEqual(expect.stringContaining(path))
})

test('every source file of the workspaces lies in a room of the table, and every room exists', async () => {
  const found = workspaces.map(({ folder, rooms }) => {
    const names = rooms.map(([room]) => room)
    const sources = readdirSync(inRoot(folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|astro)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name).slice(inRoot(folder).length + 1))
    const inRoom = (file: string) => (room: string) => file.startsWith(`${room}/`) || matchesGlob(file, room)
    const isTest = (file: string) => /\.test\.tsx?$|\.spec\.ts$|(^|\/)test\//.test(file)
    return {
      outside: sources
        .filter((file) => !isTest(file) && !names.some(inRoom(file)))
        .map((file) => `${folder}/${file}`),
      empty: names.filter((room) => !sources.some((file) => inRoom(file)(room))),
    }
  })
  const outside = found.flatMap((workspace) => workspace.outside)
  const isIgnored = await Promise.all(outside.map((file) => eslint.isPathIgnored(inRoot(file))))
  const unruled = outside.filter((file, index) => !isIgnored[index] && !file.startsWith('scripts/publisher/'))
  expect(unruled).toEqual([])
  expect(found.flatMap(({ empty }) => empty)).toEqual([])
})
