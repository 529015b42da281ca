"""Measuring, never testing: figures differ from machine to machine."""
