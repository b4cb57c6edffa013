import type { Block } from 'payload'
import { CallToAction } from '../rich-text/blocks/CallToAction'
import { CourseTable } from './CourseTable'
import { Faq } from '../rich-text/blocks/Faq'
import { PeopleBlock } from './PeopleBlock'
import { Steps } from './Steps'
import { TextBlock } from './TextBlock'

/** The blocks that an editor builds a page from, in the order of the menu. */
export const pageBlocks: Block[] = [TextBlock, Steps, CourseTable, PeopleBlock, Faq, CallToAction]
