"""The pages, drawn without a browser and in one."""
