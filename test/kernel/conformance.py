"""Jupyter's own conformance suite against the kernel `dermlab`, no test of it skipped."""

import unittest

import jupyter_kernel_test


class DermlabKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "dermlab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('test')"
    completion_samples = [
        {"text": "Math.hyp", "matches": {"hypot"}},
        {"text": "const values = [1]; values.findLastI", "matches": set()},
    ]
    complete_code_samples = ["1", "const x = 1", "function f() {\n  return 1;\n}", "await (f())"]
    incomplete_code_samples = ["function f() {", "[1, 2,", "`text", "/* comment", "f("]
    invalid_code_samples = ["let 1a = 2", "const x = ]", "if then", "'text"]
    code_page_something = "Math.hypot?"
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'text'", "result": "'text'"},
        {"code": "[1, 2, 3].map((x) => x * x)", "result": "[ 1, 4, 9 ]"},
    ]
    code_display_data = [
        {
            "code": "import { display, html } from 'dermlab';\ndisplay(html('<b>bold</b>'));",
            "mime": "text/html",
        }
    ]
    supported_history_operations = ("tail", "range", "search")
    code_history_pattern = "6 * ?"
    code_inspect_sample = "Math.hypot"
    code_clear_output = "import { clearOutput } from 'dermlab';\nclearOutput();"


class DermlabWelcome(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "dermlab"
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main(verbosity=2)
