import type { Problem } from './problem'

/** The hours of a course and of its modules, in hours of 60 minutes. */
export interface CourseHours {
  clockHours?: number
  hoursNote?: string
  modules?: readonly { classHours?: number; labHours?: number; siteHours?: number }[]
}

/** The sum of the modules' hours in class, in the lab and at the externship site. */
export const moduleHours = (modules: CourseHours['modules'] = []): number =>
  modules.reduce(
    (sum, { classHours = 0, labHours = 0, siteHours = 0 }) => sum + classHours + labHours + siteHours,
    0,
  )

/** The hours of the modules must add up to the clock hours, unless `hoursNote` says why they do not. */
export function checkCourseHours(course: CourseHours): Problem[] {
  const { clockHours, hoursNote, modules = [] } = course
  if (clockHours === undefined || modules.length === 0 || hoursNote?.trim()) return []
  const sum = moduleHours(modules)
  if (sum === clockHours) return []
  return [
    {
      field: 'clockHours',
      message: `The modules add up to ${sum} hours, but the course says ${clockHours}. Correct one of the two, or explain the difference under “Note on hours”.`,
    },
  ]
}
