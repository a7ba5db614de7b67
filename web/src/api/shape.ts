/** Short names for the generated types of the API's answers. */
import type { components } from "./types";

type Schemas = components["schemas"];

export type ApprovalStatus = Schemas["ApprovalStatus"];
export type Approval = Schemas["Approval"];
export type BusinessUnitRow = Schemas["BusinessUnitRow"];
export type Change = Schemas["Change"];
export type Container = Schemas["Container"];
export type Cost = Schemas["Cost"];
export type Coverage = Schemas["Coverage"];
export type CoverageRow = Schemas["CoverageRow"];
export type ClosedPlace = Schemas["ClosedPlace"];
export type Events = Schemas["Events"];
export type ErrorBody = Schemas["ErrorBody"];
export type Fact = Schemas["Fact"];
export type FacetValue = Schemas["FacetValue"];
export type Gap = Schemas["Gap"];
export type FieldChange = Schemas["FieldChange"];
export type GroupPage = Schemas["GroupPage"];
export type GroupRow = Schemas["GroupRow"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type Metric = Schemas["Metric"];
export type MissedChange = Schemas["MissedChange"];
export type MonthStatus = Schemas["MonthStatus"];
export type Overview = Schemas["Overview"];
export type Parameter = Schemas["Parameter"];
export type PipelineRun = Schemas["PipelineRun"];
export type PipelineStep = Schemas["PipelineStep"];
export type Serving = Schemas["Serving"];
export type Sibling = Schemas["Sibling"];
export type Status = Schemas["Status"];
export type Training = Schemas["Training"];
export type TrainingJob = Schemas["TrainingJob"];
export type Unseen = Schemas["Unseen"];
export type VersionDetail = Schemas["VersionDetail"];
export type VersionPage = Schemas["VersionPage"];
export type VersionRow = Schemas["VersionRow"];
