"""Findings in the forms that others read: OSCAL, SARIF, JUnit, and a report to print."""
