"""Introduce somebody, write down what happened, and take a yes back."""
