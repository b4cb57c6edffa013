import { fileURLToPath } from 'node:url'

/**
 * Arguments for Node of a process that holds all content. Node would let the heap grow to three times what is in use before it
 * collects garbage, and keep 128 MB for young objects.
 */
export const publisherNodeArgs = ['--heap-growing-percent=50', '--max-semi-space-size=16', '--import', 'tsx']

/** The same for the process of the previews, which may take its time: it takes 150 MB less. */
export const previewNodeArgs = [
  ...['--optimize-for-size', '--heap-growing-percent=20', '--max-semi-space-size=4', '--import', 'tsx'],
]

/** Arguments for Node that run the publisher, in the top folder of the project. */
export const publisherArgs = [...publisherNodeArgs, fileURLToPath(new URL('./main.ts', import.meta.url))]

export interface SiteServerOptions {
  /** The publisher's folder, or one with a built site. */
  folder: string
  port: number
  host: string
}

/** Arguments for Node that run the web server. */
export const siteServerArgs = ({ folder, port, host }: SiteServerOptions): string[] => [
  ...['--import', 'tsx', fileURLToPath(new URL('../web-server/main.ts', import.meta.url))],
  ...[folder, String(port), host],
]
