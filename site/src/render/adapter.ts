import type { AstroIntegration } from 'astro'
import { inlineScripts } from '../preview/inline-script'

/**
 * Compiles the site into one bundle that renders any page with any content: `<outDir>/server/entry.mjs`, which exports
 * `site`, and the assets of the pages in `<outDir>/client`. All code but the drawing libraries is compiled in, so a bundle
 * still works after it was copied to another folder of the machine, or after other versions were installed.
 */
export function siteBundle(): AstroIntegration {
  return {
    name: 'site-bundle',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { ssr: { noExternal: true }, plugins: [drawingLibraries, inlineScripts] } })
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
          `The bundle would contain pages that are rendered while it is compiled, without any content: ${fixed.join(', ')}. ` +
            'Take `export const prerender = true` out of them.',
        )
      },
    },
  }
}

/**
 * The libraries that draw cards contain native code or read files beside their own, so they cannot be compiled in. The
 * bundle imports them from the absolute path where they are installed.
 */
const drawingLibraries = {
  name: 'drawing-libraries',
  enforce: 'pre' as const,
  resolveId: (id: string) =>
    id === 'satori' || id === 'sharp' ? { id: import.meta.resolve(id), external: true as const } : undefined,
}
