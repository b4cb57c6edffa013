/// <reference types="astro/client" />

/** The text of one script for browsers: preview/inline-script.ts. */
declare module '*?inline-script' {
  const script: string
  export default script
}

declare namespace App {
  interface Locals {
    /** The queries of one snapshot: all that a page may read. */
    content: import('./content/content').Content
    /** Set by the renderer of the bundle: gets the error of a template that throws. */
    onError?: (error: unknown) => void
    /** Draws a card in another process; without it, this process draws the card. */
    drawCard?: import('./content/queries/cards').DrawCard
  }
}

declare namespace Astro {
  interface ClientDirectives {
    /** Hydrates a visible island after the first paint: islands/painted.ts. */
    'client:painted'?: boolean
  }
}
