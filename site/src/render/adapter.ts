import type { AstroIntegration } from 'astro'

/**
 * Compiles the site into one bundle that renders any page with any content: `<outDir>/server/entry.mjs`, which exports
 * `site`, and the files that pages lead to in `<outDir>/client`. Everything is compiled in but for what draws cards: a bundle
 * goes on working wherever on this computer it is copied to, and whatever is installed after it was made.
 */
export function siteBundle(): AstroIntegration {
  return {
    name: 'site-bundle',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { ssr: { noExternal: true }, plugins: [drawingLibraries] } })
      },
      'astro:config:done': ({ setAdapter }) => {
        setAdapter({
          name: 'site-bundle',
          entrypointResolution: 'auto',
          serverEntrypoint: new URL('./server.ts', import.meta.url),
          supportedAstroFeatures: { serverOutput: 'stable' },
        })
      },
      'astro:routes:resolved': ({ routes }) => {
        const fixed = routes.filter((route) => route.isPrerendered).map((route) => route.pattern)
        if (fixed.length === 0) return
        throw new Error(
          `The bundle would hold pages that are made while it is compiled, without any content: ${fixed.join(', ')}. ` +
            'Take `export const prerender = true` out of them.',
        )
      },
    },
  }
}

/**
 * What draws cards is machine code, or reads parts of its own from beside itself, and cannot be compiled in: the bundle
 * names the place where it is installed.
 */
const drawingLibraries = {
  name: 'drawing-libraries',
  enforce: 'pre' as const,
  resolveId: (id: string) =>
    id === 'satori' || id === 'sharp' ? { id: import.meta.resolve(id), external: true as const } : undefined,
}
