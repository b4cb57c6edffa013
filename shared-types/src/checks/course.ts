import { type Finding, findingOf } from './finding'
import { type FormValues, numberIn, rowsIn, textIn, valuesIn } from './form-values'
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

/** The costs of a course and how they are paid, in cents, as far as the editor has filled them in. */
export function checkCosts(course: FormValues): Finding[] {
  const costs = rowsIn(course.costs)
  const ofSchool = costs.filter(({ paidTo, included }) => paidTo === 'school' && !included)
  const problem = (field: string, message: string) => [findingOf('incomplete-costs', field, message)]
  if (ofSchool.length === 0) {
    return problem(
      'costs',
      'The table of costs does not say what the school charges. Add the tuition, and what comes with it.',
    )
  }
  const unpriced = costs.flatMap((row, index) => {
    if (numberIn(row.cents) || row.included) return []
    const message = `“${textIn(row.label) ?? `Row ${index + 1}`}” costs nothing, but is not marked as included. Say what it costs, or tick “Included”.`
    return problem(`costs.${index}.cents`, message)
  })
  return [...unpriced, ...checkPaymentPlan(course, ofSchool)]
}

function checkPaymentPlan(course: FormValues, ofSchool: readonly FormValues[]): Finding[] {
  const plan = valuesIn(course.paymentPlan)
  const [deposit = 0, installments, installment] = [plan.deposit, plan.installments, plan.installment].map(
    numberIn,
  )
  const problem = (field: string, message: string) => [
    findingOf('incomplete-costs', `paymentPlan.${field}`, message),
  ]
  if (Boolean(installments) !== Boolean(installment)) {
    const message =
      'The payment plan gives only one of the number of payments and their amount. Give both, or neither.'
    return problem(installments ? 'installment' : 'installments', message)
  }
  if (!installments || !installment) return []
  const paid = deposit + installments * installment
  const charged = ofSchool.reduce((sum, { cents }) => sum + (numberIn(cents) ?? 0), 0)
  const tuition = Math.max(...ofSchool.map(({ cents }) => numberIn(cents) ?? 0))
  // A school may take fees beside the tuition at once, outside the plan.
  if (paid >= tuition && paid <= charged) return []
  const message = `The payment plan adds up to ${dollars(paid)}, but the school charges ${dollars(charged)}. Correct one of the two.`
  return [findingOf('payment-plan', 'paymentPlan.installment', message)]
}

const dollars = (cents: number) =>
  (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' })
