import type { PostContent } from './content'
import { beforeYourExternship } from './posts/before-your-externship'
import { deaNumber } from './posts/dea-number-check-digit'
import { ecgStrip } from './posts/ecg-strip-heart-rate'
import { firstWeekAtTheDesk } from './posts/first-week-at-the-front-desk'
import { gamesAndSimulations } from './posts/games-and-simulations'
import { howToPay } from './posts/how-to-pay-and-read-a-cost-table'
import { ivFlowRate } from './posts/iv-flow-rate-by-hand'
import { orderOfDraw } from './posts/order-of-draw'
import { technicianAndPharmacist } from './posts/pharmacy-technician-and-pharmacist'
import { phlebotomyInHenrico } from './posts/phlebotomy-classes-henrico'
import { ptceAndExcpt } from './posts/ptce-and-excpt-compared'
import { retailPharmacy } from './posts/retail-pharmacy-externship'
import { roomingAPatient } from './posts/rooming-a-patient'
import { nhaExam } from './posts/sitting-an-nha-exam'
import { billersAndCoders } from './posts/what-billers-and-coders-do'
import { workingAndStudying } from './posts/working-while-studying-evenings'

export const posts: readonly PostContent[] = [
  deaNumber,
  phlebotomyInHenrico,
  technicianAndPharmacist,
  nhaExam,
  retailPharmacy,
  billersAndCoders,
  orderOfDraw,
  howToPay,
  ivFlowRate,
  ecgStrip,
  roomingAPatient,
  workingAndStudying,
  ptceAndExcpt,
  firstWeekAtTheDesk,
  beforeYourExternship,
  gamesAndSimulations,
]
