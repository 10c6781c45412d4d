"""Prints the automatic scores in a gradebook as JSON.

{student: {cell: [score, points, needs a grade by hand]}}

Usage: read-gradebook.py DATABASE ASSIGNMENT
"""

import json
import sys

from nbgrader.api import Gradebook

database, assignment = sys.argv[1:]
with Gradebook(f"sqlite:///{database}") as gradebook:
    scores = {
        submission.student.id: {
            grade.name: [grade.auto_score, grade.max_score, grade.needs_manual_grade]
            for notebook in submission.notebooks
            for grade in notebook.grades
        }
        for submission in gradebook.assignment_submissions(assignment)
    }
print(json.dumps(scores))
