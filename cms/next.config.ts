import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withPayload } from '@payloadcms/next/withPayload'
import type { NextConfig } from 'next'
import { env } from './src/env'
import { securityHeaders } from './src/auth/headers'
import { previewRewrites } from './src/preview/file-addresses'

const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)))

const config: NextConfig = {
  poweredByHeader: false,
  transpilePackages: ['shared-types'],
  // Without it Next takes the root from the lockfiles, and may find one above the repository.
  turbopack: { root: repositoryRoot },
  outputFileTracingRoot: repositoryRoot,
  // Bundled, Payload would exist twice: instrumentation.ts starts one copy, the routes use another and do not recognise the
  // first one's error classes, so the admin would show no message at a field.
  serverExternalPackages: ['payload'],
  // `npm run check` checks the types, so that `npm start` need not.
  typescript: { ignoreBuildErrors: true },
  // The admin sends the whole form to the server as it changes: a text of 200 kB has about 2 MB of nodes.
  experimental: { serverActions: { bodySizeLimit: '8mb' } },
  headers: async () => {
    const files = previewRewrites.map(({ source }) => source)
    return securityHeaders(env.SITE_URL, process.env.NODE_ENV === 'development', files)
  },
  rewrites: async () => previewRewrites,
}

export default withPayload(config, { devBundleServerPackages: false })
