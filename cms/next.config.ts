import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withPayload } from '@payloadcms/next/withPayload'
import type { NextConfig } from 'next'
import { env } from './src/env'
import { securityHeaders } from './src/auth/headers'

const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)))

const config: NextConfig = {
  poweredByHeader: false,
  transpilePackages: ['shared-types'],
  // Without it Next looks for the root by lockfiles and may find one above the repository.
  turbopack: { root: repositoryRoot },
  outputFileTracingRoot: repositoryRoot,
  // Bundled, it would be there twice: instrumentation.ts starts one copy, and the routes do not know its errors, so the
  // admin would show no message at any field.
  serverExternalPackages: ['payload'],
  // `npm run check` and `npm test` look at the types; whoever starts the school need not wait for it.
  typescript: { ignoreBuildErrors: true },
  headers: async () => securityHeaders(env.SITE_URL, process.env.NODE_ENV === 'development'),
}

export default withPayload(config, { devBundleServerPackages: false })
