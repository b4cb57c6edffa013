import { ESLint } from 'eslint'
import { expect, test } from 'vitest'
import { inRoot, root } from '../bootstrap/root.mjs'

const eslint = new ESLint({ cwd: root })

async function refusals(file: string, specifier: string): Promise<string[]> {
  const [result] = await eslint.lintText(`import '${specifier}'\n`, { filePath: inRoot(file) })
  return (result?.messages ?? [])
    .filter(({ ruleId }) => ruleId === 'no-restricted-imports')
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
  ['site/src/content/load.ts', 'shared-types/webhook-signature', "Import from 'shared-types'"],
  ['site/src/rich-text/convert.ts', 'shared-types/webhook-signature', "Import from 'shared-types'"],
  ['site/src/content/load.ts', '../../../cms/src/access/rules', 'The site reads the CMS over REST'],
  ['site/src/components/Card.ts', '@payloadcms/richtext-lexical/html', 'The site does not depend on Payload'],
  ['site/src/layouts/Base.ts', '../pages/index.astro', 'A page picks its layout'],
  ['site/src/components/Card.ts', '../layouts/Base.astro', 'Components stand below layouts'],
  ['site/src/islands/Finder.tsx', '../content/content', 'An island is sent to visitors'],
  ['scripts/dev/start.ts', '../../site/src/content/load', "Scripts use the site's compiled bundle"],
])('%s may not import %s', async (file, specifier, message) => {
  expect(await refusals(file, specifier)).toEqual([expect.stringContaining(message)])
})

test.each([
  ['shared-types/src/post.ts', 'zod'],
  ['shared-types/src/post.ts', './fields'],
  ['shared-types/src/webhook-signature.ts', 'standardwebhooks'],
  ['cms/src/webhooks/send.ts', 'shared-types/webhook-signature'],
  ['scripts/publisher/http/receiver.ts', 'shared-types/webhook-signature'],
  ['cms/src/collections/Posts.ts', 'shared-types'],
  ['site/src/rich-text/convert.ts', '@payloadcms/richtext-lexical/html'],
  ['site/src/layouts/Base.ts', '../components/Header.astro'],
  ['scripts/dev/database.ts', '../../cms/src/payload.config'],
])('%s may import %s', async (file, specifier) => {
  expect(await refusals(file, specifier)).toEqual([])
})
