document.querySelector(".nhsuk-error-summary")?.focus();
