/** What the process of the cases is sent: the case to run. */
export interface CaseRequest {
  readonly seed: number;
}

/** What it sends when it is ready, and after each case. */
export type CaseMessage = 'ready' | CaseReport;

/** How a case went. */
export interface CaseReport {
  readonly seed: number;
  readonly target: string;
  /** What is wrong; null when all is well. */
  readonly complaint: string | null;
  /** Time that its processors were busy. */
  readonly cpuMilliseconds: number;
  /** The most memory that the process has had so far, in bytes. */
  readonly peakBytes: number;
}
