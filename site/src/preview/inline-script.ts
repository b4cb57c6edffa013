import { dirname, resolve } from 'node:path'
import { build } from 'esbuild'

const suffix = '?inline-script'

/** For Vite: `import script from './frame?inline-script'` gives a module and all that it imports as the text of one script for browsers. */
export const inlineScripts = {
  name: 'inline-scripts',
  enforce: 'pre' as const,
  resolveId: (id: string, importer?: string) =>
    id.endsWith(suffix) && importer ? resolve(dirname(importer), id) : undefined,
  async load(id: string): Promise<string | undefined> {
    if (!id.endsWith(suffix)) return undefined
    const { outputFiles } = await build({
      entryPoints: [`${id.slice(0, -suffix.length)}.ts`],
      ...{ bundle: true, minify: true, write: false, format: 'iife', target: 'es2022' },
    })
    return `export default ${JSON.stringify(outputFiles[0]?.text.trim())}`
  },
}
