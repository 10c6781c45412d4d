"""How nbgrader makes, runs and grades the assignments in this folder. See docs/teaching.md."""

import os
import sys

c = get_config()  # noqa: F821  (nbgrader gives it to this file)

# nbgrader starts a program of its environment by name, which is on the path only where the
# environment has been activated.
environment = os.path.join(sys.prefix, "bin")
if environment not in os.environ["PATH"].split(os.pathsep):
    os.environ["PATH"] = environment + os.pathsep + os.environ["PATH"]

c.CourseDirectory.course_id = "dermlab"

# What students see in place of a solution. nbgrader knows no stub for TypeScript by itself.
c.ClearSolutions.begin_solution_delimeter = "// BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "// END SOLUTION"
c.ClearSolutions.code_stub = {
    "typescript": "// YOUR CODE HERE\nthrow new Error('Not yet done.');",
}
c.ClearSolutions.text_stub = "*Your answer here.*"
c.ClearHiddenTests.begin_test_delimeter = "// BEGIN HIDDEN TESTS"
c.ClearHiddenTests.end_test_delimeter = "// END HIDDEN TESTS"

# A cell that takes longer is interrupted: its tests get no points, and the cells after it run.
c.Execute.timeout = 60
c.Execute.interrupt_on_timeout = True
c.Execute.error_on_timeout = {
    "ename": "CellTimeoutError",
    "evalue": "The cell took too long and was stopped.",
    "traceback": ["CellTimeoutError: The cell took too long and was stopped."],
}
# Slow machines need their time for the compiler and for TensorFlow.
c.Execute.startup_timeout = 120
c.Execute.iopub_timeout = 30
# A submission may print without end, too.
c.LimitOutput.max_lines = 500
c.LimitOutput.max_traceback = 50

# nbgrader takes any text on stderr for a failed test. The kernel reports a failure as an error, so
# that a student's `console.warn` or a library's warning should cost no points.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s)."

# zip_collect takes `STUDENT_ASSIGNMENT.ipynb`, alone or inside archives.
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\](?P<student_id>[^/\\]+)_(?P<file_id>[^/\\_.]+)\.ipynb"
)
